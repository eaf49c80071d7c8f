"""What the elements of JATS mean for the running text (jats.nlm.nih.gov/archiving/tag-library)."""

LEFT_OUT = frozenset(
    {
        "ack",
        "alternatives",
        "app",
        "app-group",
        "chem-struct",
        "chem-struct-wrap",
        "code",
        "disp-formula",
        "disp-formula-group",
        "fn",
        "fn-group",
        "glossary",
        "graphic",
        "inline-formula",
        "inline-graphic",
        "inline-supplementary-material",
        "label",
        "math",
        "media",
        "notes",
        "object-id",
        "permissions",
        "preformat",
        "ref-list",
        "related-article",
        "related-object",
        "sec-meta",
        "supplementary-material",
        "table",
        "table-wrap-foot",
        "tex-math",
    }
)
"""Elements that are no running text: formulae, references, notes, cells of tables."""

BLOCKS = frozenset(
    {
        "abstract",
        "array",
        "attrib",
        "body",
        "boxed-text",
        "caption",
        "def",
        "def-item",
        "def-list",
        "disp-quote",
        "fig",
        "fig-group",
        "list",
        "list-item",
        "p",
        "sec",
        "speech",
        "statement",
        "table-wrap",
        "table-wrap-group",
        "term",
        "title",
        "trans-abstract",
        "verse-group",
        "verse-line",
    }
)
"""Elements that begin and end a line; all others are inline."""
