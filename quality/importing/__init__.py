"""Reads a plan written elsewhere into an outline. Pure: no Django, no database, nothing stored.

    bytes → lines (`files`, `encoding`, `word`, `pdf`) → page furniture out (`furniture`) → family (`families`)
          → blocks (`blocks`, `labels`, `headers`) → goals and sections (`goals`, `tables`, `sections`) → findings, coverage

`files.read_file(data)` and `reading.read_text(text)` return an `outline.Outline`; `refusal.Refused` says in a Swedish
sentence why a file cannot be read. Two rules hold everywhere:

- *Nothing is guessed.* What the text does not say is None. Where a reading is the likelier of two, it is made and a
  finding asks the reader to look (`findings`).
- *Nothing is lost.* Every visible character of the source lies in exactly one cell or in the structure (labels, table
  heads, list marks, page furniture); `coverage` counts it. A cell is the text as written; only white space, soft
  hyphens, line breaks and decomposed letters are evened out.

The Stockholm structure (`families.STOCKHOLM`), as the city's planning system exports it:

    plan       = opening, section*, goal*, section*
    goal       = goal label ":", title, (text label, paragraphs | "Uppföljning", entries | table)*
    goal label = "KF:s inriktningsmål" > "KF:s mål för verksamhetsområdet" > "Nämndmål" > "Enhetsmål"
                 a goal stands under the last goal of a higher level, which may skip levels
    text label = "Beskrivning" | "Förväntat resultat" | "Arbetssätt" | "Resursanvändning" | "Utveckling"
    table      = ("Indikator Årsmål KF:s årsmål Periodicitet", indicator row*)
               | ("Aktivitet Startdatum Slutdatum", activity row*)             a head said again goes on with the table
    indicator row = name, [target], [council target], periodicity              the periodicity ends the row (`values`)
    activity row  = name, date, date                                           the dates end the row

Plans with focus areas (`families.FOCUS`), as smaller municipalities write them:

    plan       = opening, section*, goal list*, section*, focus area*
    goal list  = ("Nämndens övergripande mål" | "Förskolans verksamhetsmål" [period]) [":"], one goal a paragraph,
                 up to the first heading
    focus area = "Fokus" number ":" title,
                 ("Aktivitet:" entries | "Tidsplanering:" period | "Uppföljning/redovisning:" entries
                  | text label ":" paragraphs)*
    entries    = one a bullet where there are bullets, else one a paragraph

Paragraphs end where a line leaves room for the next word (`paragraphs`); blank lines decide only between full lines.
A label, table head or periodicity that is one letter off is read as what it resembles, with a finding.
"""
