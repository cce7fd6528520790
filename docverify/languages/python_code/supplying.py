"""The program that gives a session what its page leaves to the reader; it tells what it found in its last line."""

from collections.abc import Mapping, Sequence

_PROGRAM = """\
def _supply(wanted, packages, paths, scope):
    import importlib, importlib.metadata, json, os, re, types

    def made(path, is_folder):
        # Nothing is made outside of what a session has for itself: without a wall there is no such `/path`.
        walled = path.startswith("/path/") and os.getcwd().startswith("/page") and os.path.ismount("/path")
        if os.path.isabs(path) and not walled:
            return False
        if os.path.lexists(path):  # with nothing in it, as another session of the page was given it
            return not (os.listdir(path) if os.path.isdir(path) else not os.path.isfile(path) or os.path.getsize(path))
        try:
            os.makedirs(path if is_folder else os.path.dirname(path) or ".", exist_ok=True)
            if not is_folder:
                open(path, "x").close()
        except OSError:
            return False
        return True

    def run(statement, name):
        try:
            exec(statement, scope)
        except BaseException:
            return False
        return name in scope

    def has(value, attribute):
        if hasattr(value, attribute):
            return True
        if isinstance(value, types.ModuleType):  # who imports a module for a part of it imports that part
            try:
                importlib.import_module(f"{value.__name__}.{attribute}")
            except BaseException:
                return False
        return hasattr(value, attribute)

    def reach(value, path):
        for part in path.split("."):
            value = getattr(value, part) if has(value, part) else None

    def may_be(one):
        # No module is called, and nothing is of the kind of a module or a function.
        others = (types.ModuleType, types.FunctionType) if one["typed"] else types.ModuleType
        return not ((one["called"] or one["typed"]) and isinstance(scope.get(one["name"]), others))

    def fits(one):
        value = scope.get(one["name"])
        for path in one["paths"]:
            reach(value, path)
        if not may_be(one):
            return False
        if any(isinstance(getattr(value, method, None), types.ModuleType) for method in one["methods"]):
            return False  # the module has a module where the examples call a method: they mean an object
        return all([has(value, attribute) for attribute in one["attributes"]])

    def first(one, statements):
        # Each is run once: what makes a thing again may be told that it is there already.
        others = []
        for statement in statements:
            if run(statement, one["name"]):
                if fits(one):
                    return True
                others += [scope[one["name"]]] if may_be(one) else []
        if others:
            scope[one["name"]] = others[0]
        return bool(others)

    def is_type(one):
        # Nobody calls what `typing` has, and who calls the package's own of that name, an `Optional`, means that.
        known = any(statement.startswith("from typing ") for statement in one["familiar"])
        return known and not (one["called"] or one["imports"])

    def is_module(one):
        return isinstance(scope.get(one["name"]), types.ModuleType)

    def is_part(one):
        # Nobody says that the part of a package which is named so is meant: often it is an object of the reader's.
        value = scope[one["name"]]
        inside = is_module(one) and any(value.__name__.startswith(f"{module.__name__}.") for module in own)
        return inside and not (one["imports"] or described(one))

    def distributions():
        for text in packages:
            match = re.match(r"[A-Za-z0-9][A-Za-z0-9._-]*", text)
            if match:
                yield match[0]
        for one in importlib.metadata.distributions():
            if '"dir_info"' in (one.read_text("direct_url.json") or ""):
                yield one.metadata["Name"]

    def files(name):
        try:
            return importlib.metadata.files(name) or ()
        except importlib.metadata.PackageNotFoundError:
            return ()

    def modules(name):
        tops = {file.parts[0].removesuffix(".py") for file in files(name) if file.name.endswith((".py", ".so"))}
        for top in sorted(tops):
            if top.isidentifier() and not top.startswith("_"):
                try:
                    yield importlib.import_module(top)
                except BaseException:
                    pass

    def required(name):
        try:
            texts = importlib.metadata.requires(name) or ()
            return [re.match(r"[\\w.-]+", text)[0] for text in texts if ";" not in text]
        except importlib.metadata.PackageNotFoundError:
            return []

    def member(one, among):
        # A package may hold something of its own name: that is meant by who calls it.
        for module in among:
            inner = getattr(module, one["name"], None)
            if module.__name__ == one["name"] and not (one["called"] and callable(inner)):
                scope[one["name"]] = module
                fits(one)
                return True
            # What a package could not import itself is often None in it: that is no part of it.
            if inner is not None:
                scope[one["name"]] = inner
                if fits(one) or not isinstance(inner, (types.FunctionType, types.ModuleType)):
                    return True
                del scope[one["name"]]  # a function or module of this name is not the object whose parts are used
        return False

    def described(one):
        # As the package's own description imports it, often by a short name of its own.
        tops = "|".join(re.escape(module.__name__) for module in own)
        path, name = rf"(?:{tops})(?:\\.\\w+)*", re.escape(one["name"])
        wanted = rf"\\bimport {path} as {name}\\b|\\bfrom {path} import {name}\\b"
        return list(dict.fromkeys(found for text in descriptions for found in re.findall(wanted, text))) if own else []

    def description(name):
        try:
            told = importlib.metadata.metadata(name)
            return str(told.get("Description") or told.get_payload() or "")
        except BaseException:
            return ""

    def instance(one, among):
        for module in among:
            for name, value in vars(module).items():
                if isinstance(value, type) and name != one["name"] and name.lower() == one["name"].replace("_", ""):
                    try:
                        scope[one["name"]] = value()
                        return True
                    except BaseException:
                        pass
        return False

    def inner():
        # Modules in which a package defines what its top does not show.
        names = [one["name"] for one in wanted if one["called"] or one["name"][0].isupper()]
        pattern = re.compile(rf"^(?:class|def|async def) ({'|'.join(names) or '$'})\\b", re.MULTILINE)
        for name in named:
            for file in files(name):
                if file.suffix != ".py" or {"test", "tests"} & {*file.parts}:
                    continue
                try:
                    text = file.locate().read_text("utf-8", "replace")
                except OSError:
                    continue
                module = ".".join(file.with_suffix("").parts).removesuffix(".__init__")
                for match in pattern.finditer(text):
                    yield match[1], module

    def where(one):
        found = sorted({module for name, module in places if name == one["name"]})
        return [module for module in found if "._" not in module] or found

    def within(one):
        public = where(one)
        return len(public) == 1 and first(one, [f"from {public[0]} import {one['name']}"])

    def is_in_use(one):
        # The examples take something from the very part of the package that has it.
        return [module.rpartition(".")[2] in one["parts"] for module in where(one)] == [True]

    def fit_better(one):
        # What everybody knows by this name has the parts that are used, and what is documented has not.
        value = scope.get(one["name"])
        if any(run(statement, one["name"]) and fits(one) for statement in one["familiar"]):
            return True
        scope[one["name"]] = value
        return False

    def is_theirs(one):
        value = scope.get(one["name"])
        others = (getattr(module, one["name"], value) for module in theirs)
        return any(other is not value for other in others)

    def is_gone(one):
        # The page takes it from where it is not: that of another module may be something else.
        return bool(one["imports"]) and not any([run(statement, one["name"]) for statement in one["imports"]])

    def is_forgotten(one):
        for module in one["forgotten"]:
            try:
                if hasattr(importlib.import_module(module), one["name"]):
                    return True
            except BaseException:
                pass
        return False

    wanted = [one for one in wanted if not is_forgotten(one)]
    named = list(dict.fromkeys(distributions())) if wanted else []
    own = [module for name in named for module in modules(name)]
    descriptions = [description(name) for name in named]
    theirs = [module for name in named for needed in required(name) for module in modules(needed)]
    found = dict(sure=[], guessed=[])
    new = {path for path, is_folder in paths.items() if made(path, is_folder)}
    found["files"] = [path for path in paths if any(one == path or one.startswith(f"{path}/") for one in new)]
    for one in wanted:
        if is_type(one) and any(hasattr(module, one["name"]) for module in own) and first(one, one["familiar"]):
            found["guessed"].append(one["name"])
        elif (first(one, one["imports"]) or member(one, own) or first(one, described(one))) and may_be(one):
            meant = not is_part(one) and (fits(one) or not (is_module(one) or fit_better(one)))
            found["sure" if meant else "guessed"].append(one["name"])
    wanted = [one for one in wanted if one["name"] not in found["sure"] + found["guessed"]]
    places = set(inner()) if wanted else set()
    for one in wanted:
        elsewhere = one["name"] in dict(places) or is_gone(one)
        known = not elsewhere and first(one, one["familiar"]) and fits(one) and not is_theirs(one)
        if known and (one["attributes"] or not is_module(one)):  # numbers, code, string: many objects have such names
            found["sure"].append(one["name"])
        elif is_in_use(one) and within(one) and fits(one):
            found["sure"].append(one["name"])
    for one in wanted + wanted:  # one object may be made from another
        if one["name"] not in found["sure"] + found["guessed"]:
            ways = (
                lambda: first(one, one["objects"]),
                lambda: instance(one, own),
                lambda: within(one),
                lambda: member(one, theirs),
                lambda: first(one, one["familiar"]),
            )
            if any(way() for way in ways):
                found["guessed"].append(one["name"])
    for one in wanted:
        if one["name"] not in found["sure"] + found["guessed"]:
            scope.pop(one["name"], None)  # what it was tried with
    print()
    print(json.dumps(found))


"""


def supplying(wanted: str, packages: Sequence[str], paths: Mapping[str, bool]) -> str:
    """The program; `wanted` is JSON, `packages` are requirements of what is documented.

    `paths` are those of files and folders to make, with whether each is a folder.
    """
    given = f'__import__("json").loads({wanted!r}), {list(packages)!r}, {dict(paths)!r}'
    return f"{_PROGRAM}_supply({given}, globals())\ndel _supply\n"
