import pytest

from organisation.models import User


@pytest.mark.django_db
def test_an_address_is_stored_in_small_letters():
    user = User.objects.create_user("Sanna.Ek@Ronnfjard.example", first_name="Sanna", last_name="Ek")
    assert user.email == "sanna.ek@ronnfjard.example"
