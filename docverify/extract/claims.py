"""Which block is the documented output of which example.

A wrong claim makes a false alarm, and that costs more than a missed one: in doubt there is none.
"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from docverify.extract.labels import DATA, OUTPUT, PLAIN, SCREEN, TRANSCRIPT, UNREAD
from docverify.extract.markers import UNCOMPARED, flags, kinds
from docverify.model import VALUE, Block, Example, Expectation, Refusal
from docverify.prose import last_sentence

_OUTPUT = Refusal("unverified", "not-executable", "output of the example above")

LONGEST_LEAD = 100
"""Characters of a sentence that introduces output; a longer one speaks of other things too."""

_SAYS = re.compile(
    r"\b(?:outputs?|print(?:s|ed)?|stdout|ausgabe|sortie|affiche|salida|imprime|sa[ií]da|stampa|uitvoer)\b"
    r"|输出|打印|輸出|印出|出力|출력|вывод|печата",
    re.IGNORECASE,
)
"""Words that mean printed output."""

_SUGGESTS = re.compile(
    r"\b(?:results?|return(?:s|ed)?|gives?|yields?|produces?|shows?|displays?|ergebnis|ergibt|zeigt|liefert"
    r"|r[ée]sultat|retourne|donne|resultado|devuelve|muestra|retorna|mostra|risultato|restituisce)\b"
    r"|\bgets?(?=\W*$)|结果|返回|显示|顯示|結果|回傳|表示|返す|결과|반환|результат|возвращает|покажет|показывает",
    re.IGNORECASE,
)
"""Words that may also mean a value, a screen or a file."""

_BLURS = re.compile(
    r"\b(?:similar|like|among|partly|partial|part of|some of|excerpt|approximately|roughly|something|resembles?"
    r"|might|may|could|should|e\.g\.|examples?|sample|typical|ähnlich\w*|etwa|beispiel\w*"
    r"|semblable|similaire|exemple|ejemplo|exemplo|esempio|parecid\w+)\b"
    r"|类似|類似|例如|示例|可能|のような|たとえば|예시|похож|наподобие|пример",
    re.IGNORECASE,
)
"""What follows is not meant to the letter."""

_DEPENDS = re.compile(
    r"\b(?:if|unless|otherwise|without|instead|previously|used to|windows|mac ?os|python 2|not"
    r"|wenn|sonst|ohne|si|sans|sinon|sin)\b|如果|否则|不会|でない|если",
    re.IGNORECASE,
)
"""What follows belongs to other circumstances than those of the example above."""

_INVITES = re.compile(
    r"\b(?:you|we|one|users?) (?:can|may)(?: also| then| now| even| just| simply| easily| always| pretty)*[ -]print\b"
    r"|\b(?:let'?s|how to|in order to|if you want to) (?:pretty[ -])?print\b",
    re.IGNORECASE,
)
"""The reader prints, by what follows: that is code."""

_BARE = re.compile(
    r"(?:the )?(?:outputs?|results?|ausgabe|ergebnis|sortie|r[ée]sultat|salida|resultado|saída|вывод|результат"
    r"|(?:(?:and|which|this|that|it|code|will|then) ){0,3}(?:prints?|outputs?)"
    r"|输出|结果|输出结果|輸出|出力|結果|출력|결과)",
    re.IGNORECASE,
)
_CODE_SPAN = re.compile(r"`+([^`]+)`+")
_TRACEBACK = re.compile(r"^[ \t]*Traceback \(most recent call last\):", re.MULTILINE)


def claim_outputs(examples: Sequence[Example]) -> list[Example]:
    """The examples of a page, each with the output that the block below it documents, if that block does."""
    paired = list(examples)
    for index in range(1, len(paired)):
        if _shows_refusal(paired[index - 1], paired[index]):
            paired[index - 1 : index + 1] = _join_refused(paired[index - 1], paired[index])
            continue
        certain = _belongs(paired[max(index - 2, 0) : index], paired[index])
        if certain is not None:
            paired[index - 1 : index + 1] = _join(paired[index - 1], paired[index], certain)
    return paired


def _join(producer: Example, output: Example, certain: bool) -> tuple[Example, Example]:
    text = output.block.code
    kind = "exception" if _TRACEBACK.search(text) else "output"
    asked = flags(output.block) + ((VALUE,) if output.block.info == VALUE else ())
    expectation = Expectation(kind, text, output.block.line, certain=certain, flags=asked)
    return replace(producer, expectation=expectation), replace(output, refusal=_OUTPUT, expected_by=producer.id)


def _shows_refusal(producer: Example, output: Example) -> bool:
    """The page knows that the code does not compile: the output right below it says so in the compiler's words."""
    refusal, block = producer.refusal, output.block
    is_wrong = refusal is not None and refusal.verdict == "fail" and bool(refusal.reason)
    if not (is_wrong and refusal and block.adjacent and _is_labelled(block) and _may_be_output(output)):
        return False
    return any(line.startswith(f"{refusal.reason}:") for line in block.code.split("\n"))


def _join_refused(producer: Example, output: Example) -> tuple[Example, Example]:
    reason = producer.refusal.reason if producer.refusal else ""
    shown = Refusal("unverified", "not-executable", f"does not compile, and the page shows its {reason}")
    return replace(producer, refusal=shown), replace(output, refusal=_OUTPUT, expected_by=producer.id)


def _belongs(above: Sequence[Example], output: Example) -> bool | None:
    """Whether the block is certainly the output of the last example above; None when nothing says that it is."""
    producer, block = above[-1], output.block
    asked = kinds(block)
    if not _may_claim(producer) or not _may_be_output(output) or asked & UNCOMPARED:
        return None
    if "output" in asked:
        return True
    if producer.block.tab != block.tab or "hidden" in (producer.block.style, block.style):
        return None
    certain = _says(producer.block, block)
    if certain is None or (block.language in DATA and not (certain and producer.steps)):
        return None
    return certain and not _is_shared(above)


def _may_claim(example: Example) -> bool:
    """It runs, and the page does not already show inside it what it does; plain comments may show anything."""
    told = any(step.expected is not None and "REMARK" not in step.flags for step in example.steps)
    kind = "nothing" if example.expectation.kind == "steps" and not told else example.expectation.kind
    shown = told or example.expectation.text
    claims = kind not in ("nothing", "exception") or "ignore-output" in kinds(example.block)
    return example.refusal is None and not claims and not shown


def _may_be_output(example: Example) -> bool:
    label = example.block.language
    if not example.block.code.strip() or UNREAD in example.block.code:
        return False
    if not example.refusal or label in DATA:
        return label in DATA
    return not label or label in PLAIN | SCREEN or _is_labelled(example.block) or "output" in kinds(example.block)


def _is_labelled(block: Block) -> bool:
    """True when its label says that it is output; a prompt's label says so of a traceback that begins the block."""
    return block.language in OUTPUT or (block.language in TRANSCRIPT and bool(_TRACEBACK.match(block.code.lstrip())))


def _is_shared(above: Sequence[Example]) -> bool:
    """Two examples in a row with one output below: it may be that of both."""
    return (
        len(above) > 1 and above[-1].block.adjacent and _may_claim(above[-2]) and above[-2].session == above[-1].session
    )


def _says(producer: Block, block: Block) -> bool | None:
    """What the page's words say: label, heading, and the paragraph between the two blocks."""
    is_labelled = _is_labelled(block)
    if block.adjacent:
        return is_labelled if block.style != "indented" else None
    if not _is_near(producer, block):
        return None
    said = _read_lead(last_sentence(block.lead), producer.code) if block.lead else False
    return True if is_labelled and said is False else said


def _is_near(producer: Block, block: Block) -> bool:
    """Under the same heading; or under one of its own that says `Output` and nothing else."""
    if (producer.slug, producer.heading) == (block.slug, block.heading):
        return bool(block.lead)
    return (
        not block.lead
        and block.heading[:-1] == producer.heading
        and bool(_BARE.fullmatch(block.heading[-1].strip(" :：")))
    )


def _read_lead(lead: str, code: str) -> bool | None:
    """True for a sentence that announces printed output, False for one that may, None for any other."""
    text = lead.strip().strip("*_ ")
    plain = text.rstrip(":： ").strip("*_ ")
    if _BARE.fullmatch(plain):
        return bool(_SAYS.search(plain))
    if len(text) > LONGEST_LEAD or not text.endswith((":", "：")):
        return None
    if any(other.search(text) for other in (_BLURS, _DEPENDS, _INVITES)):
        return None
    if any(span.strip() not in code for span in _CODE_SPAN.findall(text)):
        return None
    return True if _SAYS.search(text) else False if _SUGGESTS.search(text) else None
