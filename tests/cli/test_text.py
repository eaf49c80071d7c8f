"""What documents and servers say reaches a terminal only as text."""

import json

from hypothesis import given
from hypothesis import strategies as st

from medkg.kg.cli.text import escaped_json, one_line
from medkg.kg.plain_text import plain


@given(st.text())
def test_nothing_unprintable_is_left(text: str) -> None:
    shown = plain(text)
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in shown)


@given(st.text())
def test_plain_text_stays_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def test_escape_sequences_go_and_letters_stay() -> None:
    assert plain("\x1b[31mred\x1b[0m β-blocker") == "red β-blocker"
    assert plain("a\x1b]0;title\x07b") == "ab"
    assert plain("a\x9b31mb") == "a31mb"
    assert plain("left\u202eright") == "leftright"
    assert plain("one\ntwo\tthree") == "one two three"


def test_one_line_of_a_long_message() -> None:
    assert one_line("Invalid input\n  'FOO'\n      ^") == "Invalid input 'FOO' ^"


@given(st.text())
def test_escaped_json_parses_to_the_same(text: str) -> None:
    written = escaped_json(json.dumps({"text": text}, ensure_ascii=False, indent=2))
    assert json.loads(written) == {"text": text}
    assert not any(127 <= ord(character) < 160 for character in written)
