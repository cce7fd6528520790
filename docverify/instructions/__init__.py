"""What authors already tell other tools about their examples: in comments, info strings, options and code.

Adopting docverify changes no page, so it reads what is there and adds nothing.
What asks for what happens anyway needs no answer, what changes how an example is run or compared is honoured, and what
is known and not honoured is reported: it either skips the example, or is a problem of the page.
"""

from docverify.instructions.code import FLAGS, LINES, is_directive, read_code, read_flags
from docverify.instructions.comments import COMMENTS, read_comment
from docverify.instructions.convention import KINDS, Convention, Instruction
from docverify.instructions.pending import SILENT, Pending
from docverify.instructions.words import WORDS, read_attributes

__all__ = [
    "COMMENTS",
    "FLAGS",
    "KINDS",
    "LINES",
    "SILENT",
    "WORDS",
    "Convention",
    "Instruction",
    "Pending",
    "is_directive",
    "read_attributes",
    "read_code",
    "read_comment",
    "read_flags",
]
