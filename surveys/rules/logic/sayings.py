"""What conditions are said with, in Swedish and English; in other languages as surveys/phrases/paper/ has it."""

from surveys.rules.tables import bilingual

SAYINGS = bilingual("""
shown
    Visas om {condition}
    Shown if {condition}
asked
    Svara bara om {condition}
    Answer only if {condition}
always
    Visas alltid
    Always shown
and
    och
    and
or
    eller
    or
==
    {left} är {right}
    {left} is {right}
!=
    {left} är besvarad med något annat än {right}
    {left} is answered with something else than {right}
!=-value
    {left} är något annat än {right}
    {left} is something else than {right}
<
    {left} är mindre än {right}
    {left} is less than {right}
<=
    {left} är högst {right}
    {left} is at most {right}
>
    {left} är mer än {right}
    {left} is more than {right}
>=
    {left} är minst {right}
    {left} is at least {right}
<-date
    {left} är före {right}
    {left} is before {right}
<=-date
    {left} är senast {right}
    {left} is {right} at the latest
>-date
    {left} är efter {right}
    {left} is after {right}
>=-date
    {left} är tidigast {right}
    {left} is {right} at the earliest
answered
    {left} är besvarad
    {left} is answered
not-answered
    {left} inte är besvarad
    {left} is not answered
includes
    {right} är valt i {left}
    {right} is chosen in {left}
matches
    {left} är skrivet som {right}
    {left} is written like {right}
weight
    poängen för {left}
    the points of {left}
count
    antalet av ({parts}) som är besvarade eller stämmer
    how many of ({parts}) are answered or hold
sum
    summan av {parts}
    the sum of {parts}
mean
    medelvärdet av {parts}
    the mean of {parts}
min
    det minsta av {parts}
    the least of {parts}
max
    det största av {parts}
    the greatest of {parts}
today
    dagens datum
    today's date
date_diff_days
    antalet dagar från {left} till {right}
    the number of days from {left} to {right}
if
    {then} om {condition}
    {then} if {condition}
else
    annars {value}
    else {value}
true
    ja
    yes
false
    nej
    no
null
    inget
    nothing
""")
ON_SCREENS = frozenset({"shown", "always"})
"""What is said only where staff read, in Swedish or English."""
