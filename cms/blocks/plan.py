"""What a plan page may hold, in any order."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.blocks.goals import GoalBlock

MARKS = ["bold", "italic", "ol", "ul", "link", "h4"]


class HeadingBlock(blocks.StructBlock):
    """A heading; the contents of the plan are made of them."""

    level = blocks.ChoiceBlock(label=_("Nivå"), choices=[("2", _("Rubrik")), ("3", _("Underrubrik"))], default="2")
    text = blocks.CharBlock(label=_("Rubrik"), max_length=255)

    class Meta:
        icon = "title"
        label = _("Rubrik")
        label_format = "{text}"


class PictureBlock(blocks.StructBlock):
    """A picture, and what it shows in words for those who do not see it."""

    image = ImageChooserBlock(label=_("Bild"))
    alt = blocks.CharBlock(
        label=_("Beskrivning"), max_length=255, help_text=_("Vad bilden visar, för den som inte ser den.")
    )

    class Meta:
        icon = "image"
        label = _("Bild")
        label_format = "{alt}"


PLAN_BLOCKS = [
    ("heading", HeadingBlock()),
    ("text", blocks.RichTextBlock(label=_("Text"), features=MARKS, icon="pilcrow")),
    (
        "table",
        TypedTableBlock([("text", blocks.CharBlock(label=_("Text"), required=False))], label=_("Tabell"), icon="table"),
    ),
    ("image", PictureBlock()),
    ("goal", GoalBlock()),
]
