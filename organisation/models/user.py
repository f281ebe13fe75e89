"""A person with an account."""

from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from organisation.models.fields import SortKeyField


class UserQuerySet(models.QuerySet["User"]):
    """The vocabulary of people."""

    def in_order(self) -> Self:
        """Sort by last name, then first name, in Swedish alphabetical order."""
        return self.order_by("sort_key", "pk")


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address."""

    def get_queryset(self) -> UserQuerySet:
        """Return people with their vocabulary."""
        return UserQuerySet(self.model, using=self._db)

    def in_order(self) -> UserQuerySet:
        """Return everyone, sorted by name in Swedish alphabetical order."""
        return self.get_queryset().in_order()

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the person with that e-mail address, whatever the capitals."""
        return self.get(email=(username or "").lower())

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """Store a user; without a password the account cannot be signed in to."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A member of staff, a committee member or an administrator. Guardians and students have no account."""

    email = models.EmailField(
        _("e-post"), unique=True, error_messages={"unique": _("Det finns redan en person med den e-postadressen.")}
    )
    first_name = models.CharField(_("förnamn"), max_length=80, blank=True)
    last_name = models.CharField(_("efternamn"), max_length=80, blank=True)
    sort_key = SortKeyField(of=("last_name", "first_name", "email"))
    language = models.CharField(_("språk"), max_length=10, choices=settings.LANGUAGES, default="sv")
    is_active = models.BooleanField(_("får logga in"), default=True)
    is_demo = models.BooleanField(_("påhittad person"), default=False, editable=False)
    erased_at = models.DateTimeField(_("uppgifterna raderade"), null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("personer")
        constraints = [
            models.CheckConstraint(
                name="user_email_in_small_letters",
                condition=Q(email=Lower("email")),
                violation_error_message=_("E-postadressen skrivs med små bokstäver."),
            ),
            models.CheckConstraint(
                name="user_erased_cannot_sign_in",
                condition=Q(erased_at=None) | Q(is_active=False),
                violation_error_message=_("Den som är raderad kan inte logga in."),
            ),
        ]
        indexes = [models.Index(fields=["sort_key"], name="user_in_swedish_order")]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """Return first and last name, or the e-mail address of someone who has not given a name yet."""
        if self.erased_at is not None:
            return gettext("Borttagen person")
        return f"{self.first_name} {self.last_name}".strip() or self.email

    def get_short_name(self) -> str:
        """Return the first name, or the e-mail address of someone who has not given a name yet."""
        return self.first_name or self.email

    def initials(self) -> str:
        """Return the one or two letters that stand for the person in a small circle."""
        return (self.first_name[:1] + self.last_name[:1]).upper() or self.email[:1].upper()
