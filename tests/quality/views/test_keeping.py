"""Keeping passages of a document in a browser without a script, and finding them beside an analysis."""

from quality.actions import documents as actions
from quality.models import Passage
from tests.quality.views.test_documents import browser
from tests.quality.writing import handed_in, people, publish


def test_a_passage_is_kept_shown_and_taken_away(cast, asked):
    teacher, *_ = people(cast)
    document = handed_in(asked(), teacher)
    client, here = browser(teacher), f"/dokument/{document.pk}/"
    said = {"utgava": "1", "svar": "hande", "text": "kojor i skogen."}
    page = client.post(f"{here}stycke/", said, follow=True).content.decode()
    assert "Sparat. Det finns till hands när ni analyserar." in page
    assert "Värt att minnas" in page
    page = client.post(f"{here}stycke/", {**said, "text": "slott"}, follow=True).content.decode()
    assert "Stycket ska stå ordagrant" in page
    assert client.post(f"{here}stycke/", {**said, "utgava": "7"}).status_code == 404
    page = client.post(f"/dokument/stycken/{Passage.objects.get().pk}/ta-bort/", follow=True).content.decode()
    assert "Värt att minnas" not in page


def test_an_analysis_has_what_was_kept_at_hand_and_other_documents_not(cast, asked):
    teacher, *_ = people(cast)
    document = handed_in(asked(), teacher)
    publish(cast.municipality, "analys")
    browser(teacher).post(
        f"/dokument/{document.pk}/stycke/", {"utgava": "1", "svar": "hande", "text": "kojor i skogen."}
    )
    for kind, there in (("analysis_text", True), ("teaching_plan", False)):
        begun = actions.start_document(kind=kind, unit=cast.a["team"], actor=teacher)
        page = browser(teacher).get(f"/dokument/{begun.pk}/").content.decode()
        assert ("Sparat till analysen" in page) is there
        assert ("kojor i skogen." in page) is there
