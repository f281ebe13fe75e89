"""How much the importer takes in. Plans in the wild have 300–3,000 lines; everything here is some ten times that."""

MAX_BYTES = 10_000_000  # of the file itself
MAX_LINES = 20_000  # of the text, blank lines counted
MAX_CHARACTERS = 2_000_000  # of the text
MAX_LINE = 100_000  # characters of one line

MAX_PARTS = 2_000  # files inside a DOCX
MAX_UNPACKED = 60_000_000  # bytes of all parts of a DOCX, pictures counted
MAX_XML = 12_000_000  # bytes of one XML part of a DOCX

MAX_PAGES = 300  # of a PDF
PDF_WORK = 10  # seconds of computing on one PDF, in a process of its own
PDF_SECONDS = 60  # that the process may live, on a busy machine
PDF_MEMORY = 700_000_000  # bytes that process may ask for
