"""What can be wrong with a version that is to be published: code and severity, then the sentence in Swedish and in English."""

PARTS = """
key-twice error
    Nyckeln ”{value}” används redan i den här enkäten.
    The key “{value}” is already used in this questionnaire.
key-reserved error
    Nyckeln ”{value}” är upptagen: den betyder något annat i villkor.
    The key “{value}” is taken: it means something else in conditions.
key-reused error
    Nyckeln ”{value}” har använts för något annat ({before}) och får inte bli {now}. Ge frågan en ny nyckel.
    The key “{value}” has been used for something else ({before}) and may not become {now}. Give the question a new key.
key-returns error
    Nyckeln ”{value}” har funnits förut. Säg om frågan är densamma, eller ge den en ny nyckel.
    The key “{value}” has been used before. Say whether the question is the same, or give it a new key.
other-questionnaire error
    Det här är enkäten ”{value}”, men de tidigare utgåvorna är av ”{before}”.
    This is the questionnaire “{value}”, but the earlier versions are of “{before}”.
code-twice error
    Koden ”{value}” finns två gånger i ”{scale}”.
    The code “{value}” stands twice in “{scale}”.
scale-empty error
    Skalan ”{value}” har inga svar att välja.
    The scale “{value}” has no answers to choose.
scale-unknown error
    Skalan ”{value}” finns inte.
    There is no scale “{value}”.
scale-unused note
    Skalan ”{value}” används inte.
    The scale “{value}” is not used.
weight-of-missing error
    ”{value}” är inget svar på skalan och kan inte ha poäng.
    “{value}” is no answer on the scale and cannot have a weight.
nothing-asked error
    Enkäten har inga frågor.
    The questionnaire has no questions.
section-empty warning
    Avsnittet ”{value}” är tomt.
    The section “{value}” is empty.
placeholder error
    ”{value}” är av en sort som inte går att besvara än. Byt sort eller ta bort frågan.
    “{value}” is of a type that cannot be answered yet. Change its type or remove it.
limits-crossed error
    Den lägsta gränsen ({least}) ligger över den högsta ({most}).
    The lower limit ({least}) lies above the upper one ({most}).
limit-decimals error
    Gränsen {value} har fler decimaler än svaret får ha ({decimals}).
    The limit {value} has more decimals than the answer may have ({decimals}).
more-than-there-are error
    Minst {least} val krävs, men det finns {count}.
    At least {least} choices are asked for, but there are {count}.
faces-count error
    Ansikten finns för {least} till {most} steg. Skalan har {count}.
    There are faces for {least} to {most} steps. The scale has {count}.
numbers-codes error
    En sifferskala har högst {most} steg, och varje kod är ett tal.
    A scale of numbers has at most {most} steps, and every code is a number.
matrix-empty error
    ”{value}” har inga rader.
    “{value}” has no rows.
matrix-scales error
    En matris har en skala, eller två olika.
    A matrix has one scale, or two different ones.
matrix-headings error
    Det ska vara en rubrik per skala.
    There must be one heading for each scale.
matrix-other error
    Skalan ”{value}” har ”annat, nämligen”. Det går inte i en matris.
    The scale “{value}” has “other, namely”. A matrix cannot have that.
consent-no warning
    Ett samtycke är en ruta att kryssa i. Texten för nej visas inte.
    A consent is one box to tick. The text for no is not shown.
pattern-fault error
    Mönstret går inte att förstå vid tecken {at}.
    The pattern is not understood at character {at}.
not-a-date error
    ”{value}” finns inte i almanackan.
    “{value}” is not in the calendar.
"""

CONDITIONS = """
forward-reference error
    Villkoret frågar efter ”{value}”, som kommer längre fram. Flytta frågan eller ändra villkoret.
    The condition asks about “{value}”, which comes later. Move the question or change the condition.
cycle error
    Det går runt: {value}.
    It goes in a circle: {value}.
var-unknown error
    Det finns inget svar som heter ”{value}”.
    There is no answer called “{value}”.
var-gone error
    Frågan ”{value}” finns inte längre, men villkoret använder den.
    The question “{value}” is gone, but the condition uses it.
var-matrix error
    ”{value}” har flera rader. Välj en av dem.
    “{value}” has several rows. Choose one of them.
var-no-answer error
    ”{value}” har inget svar att fråga efter.
    “{value}” has no answer to ask about.
no-weight error
    Svaren på ”{value}” har inga poäng.
    The answers to “{value}” have no weights.
code-unknown error
    ”{value}” är inget svar på ”{field}”. Svaren är: {codes}.
    “{value}” is no answer to “{field}”. The answers are: {codes}.
code-gone error
    Svaret ”{value}” på ”{field}” finns inte längre, men villkoret använder det.
    The answer “{value}” to “{field}” is gone, but the condition uses it.
condition-type error
    Det här är inget villkor: det blir inte sant eller falskt.
    This is no condition: it does not become true or false.
value-type error
    Uträkningen ska bli ett tal, en text, ett datum eller sant/falskt.
    The calculation must give a number, a text, a date or true/false.
bare-negation error
    ”Inte” går bara att sätta framför ”är besvarad”. Vänd jämförelsen i stället.
    “Not” goes only before “is answered”. Turn the comparison round instead.
answered-of error
    ”Är besvarad” gäller en fråga.
    “Is answered” is asked of a question.
compare-null error
    Jämför inte med inget. Använd ”är besvarad”.
    Do not compare with nothing. Use “is answered”.
compare-choices error
    Frågan har flera svar. Använd ”innehåller”.
    The question has several answers. Use “includes”.
compare-condition error
    Ett villkor går inte att jämföra med sant eller falskt.
    A condition cannot be compared with true or false.
types-differ error
    Det som jämförs är inte av samma slag.
    What is compared is not of one kind.
scales-differ error
    Frågorna har olika skalor och går inte att jämföra.
    The questions have different scales and cannot be compared.
order-choice error
    Svarsalternativ har ingen ordning. Jämför poängen i stället.
    Options have no order. Compare their weights instead.
order-type error
    Större och mindre går att säga om tal och datum.
    Greater and less can be said of numbers and dates.
not-a-condition error
    Det här ska vara ett villkor.
    This must be a condition.
not-a-number-here error
    Det här ska vara ett tal.
    This must be a number.
in-what error
    ”Är något av” behöver en lista med svar, eller en fråga med flera val.
    “Is any of” needs a list of answers, or a question with several choices.
in-empty error
    Listan är tom.
    The list is empty.
matches-text error
    Ett mönster gäller en text.
    A pattern is for a text.
pattern-literal error
    Mönstret ska stå i villkoret.
    The pattern must stand in the condition.
count-what error
    Det går att räkna besvarade frågor och villkor som stämmer.
    Answered questions and true conditions can be counted.
if-types error
    Alla utfall ska vara av samma slag.
    All outcomes must be of one kind.
"""

VERSIONS = """
lineage-unsaid error
    ”{value}” har ändrats. Säg hur: samma fråga, omformulerad, eller ändrad skala.
    “{value}” has changed. Say how: same question, reworded, or scale changed.
lineage-not-new error
    ”{value}” har frågats förut och är inte ny. En ny fråga får en ny nyckel.
    “{value}” has been asked before and is not new. A new question gets a new key.
lineage-without-old error
    ”{value}” fanns inte förut och är alltså ny.
    “{value}” was not there before, and so is new.
lineage-scale error
    Svaren på ”{value}” har ändrats, så det är en ändrad skala.
    The answers to “{value}” have changed, so the scale is changed.
base-language error
    Grundspråket {value} saknas bland språken.
    The base language {value} is missing among the languages.
language-twice error
    Språket {value} står två gånger.
    The language {value} stands twice.
base-text error
    Texten saknas på grundspråket ({value}).
    The text is missing in the base language ({value}).
language-not-listed warning
    Det finns en text på {value}, som inte är ett av enkätens språk.
    There is a text in {value}, which is not one of the questionnaire's languages.
language-gaps warning
    Texter på {value} är inte klara: {missing} saknas, {stale} är inaktuella och {machine} är maskinöversatta.
    Texts in {value} are not done: {missing} are missing, {stale} are stale and {machine} are machine-translated.
language-machine warning
    Texter på {value} är inte lästa av någon som talar språket: {machine} är maskinöversatta.
    Texts in {value} have not been read by a speaker: {machine} are machine-translated.
score-of-what error
    ”{value}” ska göras antingen av frågor eller av andra index.
    “{value}” must be made either of questions or of other indices.
score-unknown error
    Det finns inget index som heter ”{value}”.
    There is no index called “{value}”.
score-kind error
    ”{value}” har inga poäng: ett index görs av frågor med ett val.
    “{value}” has no points: an index is made of questions with one choice.
score-item-twice error
    ”{value}” är med två gånger.
    “{value}” is there twice.
score-sum-over error
    En summa räknas per person eller per fråga, inte över alla svar.
    A sum is taken per person or per question, not over all answers.
score-sum-least error
    En summa kräver att alla frågor är besvarade (minst: 1), annars blir den lägre för den som hoppat över något.
    A sum needs all questions answered (least: 1), or it is lower for those who skipped some.
score-no-weight error
    Minst en fråga måste väga något.
    At least one question must weigh something.
no-points error
    Svaren {codes} på ”{value}” har inga poäng.
    The answers {codes} to “{value}” have no points.
points-of-missing error
    {codes} är inget svar på ”{value}” och kan inte ha poäng.
    {codes} is no answer to “{value}” and cannot have points.
no-positive error
    Inget svar på ”{value}” räknas som positivt.
    No answer to “{value}” counts as positive.
bands-order error
    Banden ska stå i stigande ordning, vart och ett en gång.
    The bands must stand in rising order, each once.
"""
