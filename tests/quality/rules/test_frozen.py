import json
from dataclasses import replace

from quality.rules.frozen import MOST_WORDS, as_data, from_data, said
from tests.quality.texts import PLAN_2026


def test_goals_are_written_down_and_read_back_to_the_last_cell():
    data = as_data(PLAN_2026.goals)
    assert from_data(json.loads(json.dumps(data))) == PLAN_2026.goals


def test_a_plan_says_its_prose_and_its_goals_without_marks_or_ids():
    body = [
        {"kind": "heading", "level": 2, "text": "Vår förskola", "id": "x"},
        {"kind": "text", "html": "<p>Skog &amp; <strong>berg</strong></p><p>varje dag</p>"},
        {"kind": "table", "caption": "Barn", "header": ["Avdelning"], "rows": [["Tuvan"]]},
        {"kind": "image", "alt": "En gård", "url": "/a.png", "width": 1, "height": 1, "id": "y"},
        {"kind": "goal", "id": str(PLAN_2026.goals[0].id)},
    ]
    lines = said(replace(PLAN_2026, body=body)).split("\n")
    assert lines == [
        "Vår förskola",
        "Skog & berg varje dag",
        "Barn",
        "Avdelning",
        "Tuvan",
        "En gård",
        "Alla barn gör sin röst hörd",
        "Barnmöten",
        "Andel vårdnadshavare som känner sig hörda 85 %",
        "Barnmöten per avdelning och vecka 2 tas fram av nämnd",
        "Skogsdag Sanna",
        "En trygg gård",
    ]


def test_a_very_long_plan_says_no_more_than_the_search_can_hold():
    body = [{"kind": "text", "html": f"<p>{'ord ' * MOST_WORDS}</p>"}]
    assert len(said(replace(PLAN_2026, body=body))) == MOST_WORDS
