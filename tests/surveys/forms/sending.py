"""What a browser would send for answers, and a reader of the HTML it would send it from."""

from html.parser import HTMLParser

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from surveys.rules.answering.typing import written

TODAY = "2024-08-19"


def sent(fields, answers, **more):
    """Return the data of a form with these answers."""
    data = QueryDict(mutable=True)
    for field in fields:
        value = written(field, answers.get(field.name))
        data.setlist(f"q-{field.name}", list(value) if isinstance(value, tuple) else [value] if value else [])
    data.update(MultiValueDict({name: [value] for name, value in more.items()}))
    return data


class Read(HTMLParser):
    """Elements of some HTML, each with its attributes and whether something around it is hidden."""

    VOID = {"input", "br", "use", "path", "circle", "hr", "img", "link", "meta"}

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self.open = []
        self.feed(html)
        assert self.open == [], self.open

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        hidden = "hidden" in attributes or any(one["hidden"] for one in self.open)
        element = {"tag": tag, "attributes": attributes, "hidden": hidden, "text": "", "around": list(self.open)}
        self.elements.append(element)
        if tag not in self.VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop()["tag"] == tag

    def handle_data(self, data):
        for element in self.open:
            element["text"] += data

    def all(self, tag=None, **attributes):
        """Return the elements with a tag and attributes."""
        wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
        return [
            one
            for one in self.elements
            if tag in (None, one["tag"]) and all(one["attributes"].get(k) == v for k, v in wanted.items())
        ]

    def ids(self):
        """Return every id."""
        return [one["attributes"]["id"] for one in self.elements if "id" in one["attributes"]]

    def told_of(self, control, attribute):
        """Return the texts that an attribute of a control, or of what stands around it, points at: its names or descriptions."""
        ids = [one["attributes"].get(attribute, "") for one in (control, *control["around"])]
        return [pointed["text"] for one in ids for target in one.split() for pointed in self.all(id=target)]

    def names_of(self, control):
        """Return what whoever cannot see hears of a control: its labels, and those of the groups that it is in."""
        labels = [one["text"] for one in self.all("label", **{"for": control["attributes"].get("id")})]
        labels += [one["text"] for one in control["around"] if one["tag"] == "label"]
        legends = [
            one["text"]
            for one in self.all("legend")
            if any(group is one["around"][-1] and group["tag"] == "fieldset" for group in control["around"])
        ]
        return [*labels, *legends, *self.told_of(control, "aria-labelledby")]

    def controls(self, name):
        """Return the controls that send under a name."""
        return [one for one in self.elements if one["attributes"].get("name") == name]
