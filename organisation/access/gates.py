"""The doors: each hands over one object that the person may see, or answers 404; what is seen but not theirs to change, 403."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from organisation.access.scope import Scope, scope_for
from organisation.enums import Area, ImportKind, Right, Role
from organisation.models import (
    Assignment,
    AssignmentQuerySet,
    RegisterImport,
    Substitution,
    SubstitutionQuerySet,
    Unit,
    UnitQuerySet,
    User,
)
from organisation.rules.roles import may_give


def request_scope(request: HttpRequest) -> Scope:
    """Return the scope of the person who is signed in, worked out once a request."""
    scope: Scope | None = getattr(request, "scope", None)
    if scope is None:
        scope = scope_for(request.user)
        request.scope = scope  # type: ignore[attr-defined]
    return scope


def visible_units(scope: Scope) -> UnitQuerySet:
    """Return the units whose entry in the register the person may read, closed ones too."""
    return scope.units(Area.REGISTER, Right.READ)


def visible_people(scope: Scope) -> QuerySet[User]:
    """Return the people with a present or coming role, or a substitution, in the units whose register the person may read.

    An administrator at a top of the tree sees everyone, those without any role too.
    """
    if scope.edits_from_the_top:
        return User.objects.filter(erased_at=None)
    here = scope.q(Area.REGISTER, Right.READ, "unit")
    roles = Assignment.objects.not_ended(scope.day).filter(here).values("user")
    stand_ins = Substitution.objects.not_ended(scope.day).filter(here).values("stand_in")
    return User.objects.filter(Q(pk__in=roles) | Q(pk__in=stand_ins), erased_at=None)


def visible_assignments(scope: Scope) -> AssignmentQuerySet:
    """Return the roles, past ones too, at the units whose register the person may read."""
    return Assignment.objects.filter(scope.q(Area.REGISTER, Right.READ, "unit"))


def visible_substitutions(scope: Scope) -> SubstitutionQuerySet:
    """Return the substitutions, past ones too, within the units whose register the person may read."""
    return Substitution.objects.filter(scope.q(Area.REGISTER, Right.READ, "unit"))


def visible_imports(scope: Scope) -> QuerySet[RegisterImport]:
    """Return the uploaded registers: all for an administrator at a top of the tree, else none."""
    return RegisterImport.objects.all() if scope.edits_from_the_top else RegisterImport.objects.none()


def may_edit_person(scope: Scope, person: User) -> bool:
    """Return whether the person's account may be changed: e-mail, name, invitation, whether they may sign in.

    Only by someone who may give every role that the person has, now or to come: whoever can change an address can
    take over the account. Nobody edits themselves here; that is what one's own page is for.
    """
    if scope.user is None or scope.user.pk == person.pk:
        return False
    theirs = list(Assignment.objects.not_ended(scope.day).filter(user=person).select_related("unit"))
    if not theirs:
        return scope.edits_from_the_top
    return all(may_give_role(scope, Role(held.role), held.unit) for held in theirs)


def may_give_role(scope: Scope, role: Role, unit: Unit) -> bool:
    """Return whether the person may give or take `role` at `unit`: by right to the unit's register and by own role."""
    givers = [held.role for held in scope.holding(Area.REGISTER, Right.EDIT, unit)]
    return any(may_give(giver, role) for giver in givers)


def get_unit_for(scope: Scope, key: str, right: Right = Right.READ) -> Unit:
    """Return the unit with `key` if its entry in the register may be read, else 404; 403 where `right` is not held."""
    unit = visible_units(scope).filter(key=key.replace("\0", "\ufffd")).select_related("parent", "merged_into").first()
    if unit is None:
        raise Http404(_("Enheten finns inte, eller så har du inte tillgång till den."))
    if not scope.may(Area.REGISTER, right, unit):
        raise PermissionDenied
    return unit


def get_person_for(scope: Scope, pk: int, right: Right = Right.READ) -> User:
    """Return the person with id `pk` if visible, else 404; 403 where `right` is EDIT and not held."""
    person = visible_people(scope).filter(pk=pk).first()
    if person is None:
        raise Http404(_("Personen finns inte, eller så har du inte tillgång till den."))
    if right != Right.READ and not may_edit_person(scope, person):
        raise PermissionDenied
    return person


def get_assignment_for(scope: Scope, pk: int, right: Right = Right.READ) -> Assignment:
    """Return the role with id `pk` if its unit's register may be read, else 404; 403 where it may not be changed."""
    found = visible_assignments(scope).filter(pk=pk).select_related("user", "unit").first()
    if found is None:
        raise Http404(_("Uppdraget finns inte, eller så har du inte tillgång till det."))
    if right != Right.READ and not may_give_role(scope, Role(found.role), found.unit):
        raise PermissionDenied
    return found


def get_substitution_for(scope: Scope, pk: int, right: Right = Right.READ) -> Substitution:
    """Return the substitution with id `pk` if its unit's register may be read, else 404; 403 where it may not be changed."""
    found = visible_substitutions(scope).filter(pk=pk).select_related("person", "stand_in", "unit").first()
    if found is None:
        raise Http404(_("Vikariatet finns inte, eller så har du inte tillgång till det."))
    if not scope.may(Area.REGISTER, right, found.unit):
        raise PermissionDenied
    return found


def get_import_for(scope: Scope, pk: int, kind: ImportKind) -> RegisterImport:
    """Return the uploaded register of `kind` with id `pk` if the person may read registers in, else 404."""
    found = visible_imports(scope).filter(pk=pk, kind=kind).first()
    if found is None:
        raise Http404(_("Filen finns inte, eller så har du inte tillgång till den."))
    return found
