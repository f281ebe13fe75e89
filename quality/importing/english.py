"""What findings and refusals say in English. The Swedish sentences stand where they are made; a test compares the two."""

from collections.abc import Mapping

from quality.importing import encoding, files, pdf, word
from quality.importing.findings import Code

FINDINGS: dict[Code, str] = {
    Code.UNREADABLE: "{why}",
    Code.DECODED: "The file is not UTF-8. It was read as {encoding}; check that å, ä and ö came out right.",
    Code.GARBLED: "It looks as if å, ä or ö went wrong in the file itself. The text is kept as it is.",
    Code.NO_TITLE: "The text does not say what the plan is called. Write the title yourself.",
    Code.NO_PERIOD: "The text does not say which period the plan is for. Choose the period yourself.",
    Code.PART_PERIODS: (
        "The text does not say which period the whole plan is for. Parts of it are for {periods}. "
        "Choose the period yourself."
    ),
    Code.NO_FAMILY: (
        "No goals were recognised: the plan follows neither Stockholm's structure nor that of a plan with focus areas. "
        "Everything is kept as sections."
    ),
    Code.PAGE_LINE: "The line comes again at page breaks ({times} times) and counts as a page header or footer.",
    Code.LEFT_OUT: "The text stands in {part} and does not count as part of the plan.",
    Code.EMPTY_PAGE: "Page {page} has no text. If it is scanned, what it says is missing here.",
    Code.NEAR_LABEL: "The line resembles the heading “{label}” and was read as that. Is that right?",
    Code.NEAR_HEADER: "The line resembles the table head “{label}” and was read as that. Is that right?",
    Code.EXTRA_COLUMN: "The table has a column that has no place here: “{column}”. Its text follows the row's name.",
    Code.NEAR_PERIODICITY: "This was read as how often, but is no word that we know. Is “{word}” meant?",
    Code.LONE_VALUE: "The row has only one value. It stands as the target, but may be the council's target.",
    Code.UNSURE_VALUE: "It is not certain where the indicator's name ends and the value begins. Look at the row.",
    Code.NO_PERIODICITY: "The indicator does not say how often it is measured.",
    Code.NO_DATES: "The row stands in a table of activities but has no dates.",
    Code.ONE_DATE: "The row has only one date. It stands as the start date.",
    Code.BAD_DATE: "This is no date of the calendar. The field is left empty.",
    Code.DATES_TURNED: "The activity ends before it begins.",
    Code.LOOSE_TEXT: "The text has no heading and stands as the description of the goal.",
    Code.LONG_TITLE: "The goal is unusually long. Perhaps part of the text belongs to the description.",
    Code.GOAL_WITHOUT_TITLE: "No goal follows the heading.",
    Code.GOAL_WITHOUT_PARENT: "The goal has no goal above it in the text.",
    Code.SAME_LABEL_TWICE: "The heading stands twice under the same goal. The texts were put together.",
    Code.EMPTY_LABEL: "No text follows the heading.",
    Code.MAYBE_ONE_GOAL: (
        "The line is nearly full. Perhaps the next line belongs to the same goal; they were read as two."
    ),
    Code.MAYBE_TWO_GOALS: (
        "The sentence ends at the edge of the line. Perhaps a new goal begins here; it was read as one and the same."
    ),
    Code.MAYBE_TWO_ENTRIES: "It is not certain whether the line goes on with the next. They were read as one.",
    Code.MAYBE_HEADING: "The line may be a heading. It was read as a goal.",
    Code.NUMBERING: "The number breaks the order: {expected} was expected here.",
    Code.NO_SCHEDULE: "The schedule is not a period that can be read. It is kept as text.",
    Code.SPLIT_WORD: "A word with a hyphen is divided between two lines. It was read as “{word}”.",
}

REFUSALS: dict[str, str] = {
    files.EMPTY: "The file is empty.",
    files.BLANK: "The file has no text.",
    files.TOO_BIG: "The file is too large: {size} MB. The limit is {most} MB.",
    files.TOO_MANY_LINES: "The text has {lines} lines. The limit is {most}; divide the plan.",
    files.TOO_LONG: "The text has {characters} characters. The limit is {most}; divide the plan.",
    files.TOO_MUCH: "The file is too complicated to read. Save the plan as .docx or .txt and try again.",
    files.WEB_PAGE: "This is a web page. Copy the text, or save the plan as .txt, .pdf or .docx.",
    files.OLD_OFFICE: "This is an older Office document, for example .doc. Save it as .docx or PDF and try again.",
    files.RTF: "This is an RTF file. Save it as .docx or PDF and try again.",
    encoding.NOT_TEXT: (
        "The file is not a text, a PDF or a Word document. Save the plan as .txt, .pdf or .docx and try again."
    ),
    encoding.UNKNOWN: "The file's character encoding cannot be told. Save the text as UTF-8 and try again.",
    pdf.BROKEN: "The PDF cannot be read; it seems to be broken. Make it anew, or save the plan as .docx.",
    pdf.LOCKED: "The PDF is locked or protected by a password. Save it without protection and try again.",
    pdf.SCANNED: (
        "The PDF has no text, only pictures: it is probably scanned. Save the plan as .docx or as a PDF with text."
    ),
    pdf.TOO_MUCH: "The PDF is too large or too complicated to read. Save the plan as .docx and try again.",
    pdf.TOO_MANY_PAGES: "The PDF has {pages} pages. The limit is {most}; divide the plan.",
    word.BROKEN: "The Word file cannot be read; it seems to be broken. Open it in Word, save it anew and try again.",
    word.NOT_WORD: "This is a ZIP file but no Word document. Save the plan as .docx, .pdf or .txt.",
    word.LOCKED: "The Word file is locked by a password. Save it without one and try again.",
    word.BOMB: "The Word file unpacks to more than a document can be. It is not opened.",
    word.ENTITIES: "The Word file holds a document type, which Word never writes. It is not opened.",
}

PARTS = {"sidhuvudet": "the page header", "sidfoten": "the page footer", "fotnoterna": "the footnotes"} | {
    "slutnoterna": "the endnotes"
}


def finding_in_english(code: Code, values: Mapping[str, str]) -> str:
    """Return a finding's sentence in English."""
    return FINDINGS[code].format(**{name: PARTS.get(value, value) for name, value in values.items()})


def refusal_in_english(sentence: str, values: Mapping[str, str | int]) -> str:
    """Return a refusal in English, given its Swedish sentence with blanks (Refused.sentence) and what fills them."""
    return REFUSALS.get(sentence, sentence).format(**values)
