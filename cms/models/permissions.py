"""What may be done with a page in the back office, beside the rights that the policy gives.

Nothing is published, unpublished, moved, copied or aliased there: that is done through `cms.actions`, behind doors of our own.
"""

from wagtail.models import PagePermissionTester


class Nothing(PagePermissionTester):
    """A page that is only a place."""

    def can_edit(self) -> bool:
        """Refuse: a place has the name of its unit."""
        return False

    def can_add_subpage(self) -> bool:
        """Refuse: a plan is begun on the page of all plans."""
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Refuse."""
        return False

    def can_move(self) -> bool:
        """Refuse."""
        return False

    def can_copy(self) -> bool:
        """Refuse."""
        return False

    def can_publish(self) -> bool:
        """Refuse."""
        return False

    def can_unpublish(self) -> bool:
        """Refuse."""
        return False

    def can_publish_subpage(self) -> bool:
        """Refuse."""
        return False

    def can_reorder_children(self) -> bool:
        """Refuse."""
        return False

    def can_set_view_restrictions(self) -> bool:
        """Refuse."""
        return False


class Writing(Nothing):
    """A plan: it is written, locked, and thrown away as long as it was never adopted."""

    def can_edit(self) -> bool:
        """Let in those whom the policy lets change the page."""
        return bool(PagePermissionTester.can_edit(self))

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Refuse for what is or was adopted."""
        return self.can_edit() and not self.page.specific.adoptions.exists()
