"""What an editor's form brings is settled against the draft: nothing is lost, stale is marked, keys are given."""

from cms.rules.questionnaires.settling import keyed, settled, slug

BEFORE = [
    {
        "type": "section",
        "id": "s",
        "value": {
            "key": "del",
            "title": {"text": "Hej", "languages": {"en": "Hello", "ar": {"text": "نص", "state": "machine"}}},
            "when": {"kept": {"answered": {"var": "a"}}},
            "items": [{"type": "info", "id": "i", "value": {"text": {"text": "Läs", "languages": {"en": "Read"}}}}],
        },
    }
]


def typed(title, text, when="null"):
    item = {"type": "info", "id": "i", "value": {"text": {"typed": text}}}
    value = {"key": "del", "title": {"typed": title}, "when": {"posted": when}, "items": [item]}
    return [{"type": "section", "id": "s", "value": value}]


def test_what_was_not_rewritten_is_as_it_was():
    assert settled(typed("Hej", "Läs"), BEFORE) == BEFORE


def test_other_languages_of_a_rewritten_text_that_were_done_are_stale():
    section = settled(typed("Hej då", "Läs"), BEFORE)[0]["value"]
    assert section["title"] == {
        "text": "Hej då",
        "languages": {"en": {"text": "Hello", "state": "stale"}, "ar": {"text": "نص", "state": "machine"}},
    }
    assert section["items"] == BEFORE[0]["value"]["items"]


def test_a_condition_changed_meanwhile_is_not_overwritten_by_an_old_form():
    assert settled(typed("Hej", "Läs", '{"answered": {"var": "gammal"}}'), BEFORE) == BEFORE


def test_a_copied_block_has_what_its_form_brought():
    copied = [{**block, "id": "ny"} for block in typed("Hej", "Läs", '{"answered": {"var": "b"}}')]
    assert settled(copied, BEFORE)[0]["value"]["when"] == {"kept": {"answered": {"var": "b"}}}


def test_windows_line_ends_rewrite_nothing():
    before = [{"type": "info", "id": "i", "value": {"text": {"text": "a\nb", "languages": {"en": "x"}}}}]
    assert settled([{"type": "info", "id": "i", "value": {"text": {"typed": "a\r\nb"}}}], before) == before


def test_something_posted_that_is_no_json_becomes_nothing():
    assert settled(typed("Hej", "Läs", "{{"), [])[0]["value"]["when"] == {"kept": None}


def test_blank_keys_are_made_of_texts_and_each_is_once():
    def item(text):
        return {"type": "info", "id": text, "value": {"key": "", "text": {"text": text, "languages": {}}}}

    option = {"type": "item", "id": "o", "value": {"code": "", "label": {"text": "Vet ej!", "languages": {}}}}
    raw = [
        {
            "type": "section",
            "id": "s",
            "value": {"key": "trivsel", "items": [item("Trivsel?"), item("Trivsel?"), item("؟")]},
        },
        {"type": "scale", "id": "k", "value": {"key": "", "options": [option, {**option, "id": "p"}]}},
    ]
    section, scale = (block["value"] for block in keyed(raw))
    assert [one["value"]["key"] for one in section["items"]] == ["trivsel-2", "trivsel-3", "fraga"]
    assert (scale["key"], [one["value"]["code"] for one in scale["options"]]) == ("skala", ["vet-ej", "vet-ej-2"])


def test_a_key_begins_with_a_letter():
    assert [slug(text, "fraga") for text in ("Hur trivs ni på Åsen?", "3 saker", "!!", "a" * 60)] == [
        "hur-trivs-ni-pa-asen",
        "fraga-3-saker",
        "fraga",
        "fraga",
    ]
