"""Pages of every script and encoding: ids stable, columns aligned, issue titles intact."""

import json

import pytest

from docverify.columns import width

CHINESE = """# 快速开始：安装与运行

安装之后，运行下面的命令，结果应当与文档相同：

```python
print("你好，世界")
```

```output
你好，地球
```
"""
JAPANESE = """# はじめに

インストールしたら、次のコマンドを実行します。

```python
print("こんにちは")
```

```output
さようなら
```
"""


@pytest.mark.parametrize(
    ("text", "encoding", "name", "identity"),
    [
        (CHINESE, "gb18030", "指南/安装.md", "指南/安装.md#快速开始安装与运行:python:1"),
        (JAPANESE, "shift_jis", "ガイド/はじめに.md", "ガイド/はじめに.md#はじめに:python:1"),
        (JAPANESE, "utf-16", "ガイド.md", "ガイド.md#はじめに:python:1"),
    ],
)
def test_the_encoding_of_a_page_changes_neither_ids_nor_issues(
    docverify, folder, write, text, encoding, name, identity
):
    path = write(name, text)
    docverify("check", ".")
    first = docverify("issues").out
    path.write_bytes(text.encode(encoding))
    said = docverify("check", ".", "--format", "json", "--fresh")
    row = json.loads(said.out)["examples"][0]
    assert (row["id"], row["verdict"], row["actual"].strip()) == (identity, "drift", text.split('"')[1])
    assert docverify("issues").out == first
    heading = text.split("\n")[0].removeprefix("# ")
    assert f'[docverify] {path.stem} "{heading}"' in first
    assert not list(folder.glob("**/*.orig"))


def test_columns_line_up_under_wide_characters(docverify, write):
    write("docs/安装指南.md", "# 你好\n\n```unknownish\nx\n```\n")
    write("docs/a.md", "# A\n\n```unknownish\nx\n```\n")
    lines = [line for line in docverify("check", "docs").out.splitlines() if line.startswith("unverified ")]
    assert len(lines) == 2
    assert len({width(line.split("unknown-language")[0]) for line in lines}) == 1


def test_a_server_page_in_gb18030_has_the_ids_of_its_utf8_twin(docverify, folder):
    page = '<meta charset="{}"><h1>日本</h1><pre><code class="language-python">print("日好")</code></pre>'
    ids = []
    for encoding in ("utf-8", "gb18030", "shift_jis"):
        (folder / "页.html").write_bytes(page.format(encoding).encode(encoding))
        said = docverify("examples", "页.html", "--format", "json")
        row = json.loads(said.out)
        ids.append((row["id"], row["code"], said.err))
    assert set(ids) == {("页.html#日本:python:1", 'print("日好")', "")}
