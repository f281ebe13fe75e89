"""Pictures of plans: who may see one, and what is sent."""

import datetime as dt
import io

import pytest
from django.test import Client
from PIL import Image

from cms.actions import adopt_and_publish, withdraw
from quality.models import PlanEdition
from tests.access.written_plans import drafted, picture


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def garden(cast):
    """A picture of the yard at A's preschool."""
    return picture(cast.a["preschool"])


@pytest.fixture
def rektor(cast):
    """A's rektor."""
    return cast.of("a", "rektor")


@pytest.fixture
def page(cast, garden, rektor):
    """A draft that shows it."""
    return drafted(cast.a["preschool"], rektor, picture=garden)


def status(client, garden):
    """Return what the picture's two addresses answer."""
    addresses = (f"/planer/bilder/{garden.pk}/", f"/media/{garden.file.name}")
    return [client.get(address).status_code for address in addresses]


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def test_a_drafts_picture_is_for_those_who_read_the_units_plans(cast, garden, page, rektor):
    assert status(signed_in(rektor), garden) == [200, 200]
    assert status(signed_in(cast.of("b", "rektor")), garden) == [404, 404]
    assert status(Client(), garden) == [404, 404]


def test_an_adopted_plans_picture_is_for_anyone_until_it_is_withdrawn(garden, page, rektor):
    adopt_and_publish(page=page, effective_on=dt.date(2026, 1, 1), actor=rektor)
    assert status(Client(), garden) == [200, 200]
    withdraw(page=page, actor=rektor)
    assert status(Client(), garden) == [404, 404]
    assert status(signed_in(rektor), garden) == [200, 200]


def test_the_edition_knows_where_its_picture_is(garden, page, rektor):
    adopt_and_publish(page=page, effective_on=dt.date(2026, 1, 1), actor=rektor)
    shown = PlanEdition.objects.get().body[0]
    assert shown == {
        "kind": "image",
        "id": garden.pk,
        "alt": "Gården i maj",
        "url": f"/planer/bilder/{garden.pk}/",
        "width": 40,
        "height": 20,
    }


def test_it_is_sent_as_a_jpeg_no_wider_than_paper(cast, rektor):
    wide = picture(cast.a["preschool"])
    drawn = io.BytesIO()
    Image.new("RGB", (4000, 100), "teal").save(drawn, "PNG")
    with wide.file.storage.open(wide.file.name, "wb") as file:
        file.write(drawn.getvalue())
    answer = signed_in(rektor).get(f"/planer/bilder/{wide.pk}/")
    assert answer.headers["Content-Type"] == "image/jpeg"
    with Image.open(io.BytesIO(answer.content)) as sent:
        assert (sent.format, sent.size) == ("JPEG", (1600, 40))


def test_what_wagtail_made_smaller_is_behind_the_same_door(cast, garden, page, rektor):
    small = garden.get_rendition("max-10x10")
    assert signed_in(rektor).get(f"/media/{small.file.name}").status_code == 200
    assert signed_in(cast.of("b", "rektor")).get(f"/media/{small.file.name}").status_code == 404


@pytest.mark.parametrize("name", ["images/nothing.png", "original_images/../../secret", "uploads/plan.pdf"])
def test_no_other_file_is_sent(rektor, name):
    assert signed_in(rektor).get(f"/media/{name}").status_code == 404


def test_a_picture_whose_file_is_gone_is_not_found(garden, page, rektor):
    garden.file.storage.delete(garden.file.name)
    assert status(signed_in(rektor), garden) == [404, 404]
