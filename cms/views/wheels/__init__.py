"""The pages where wheels are written, beside the editor: all of them for those who may edit the library."""
