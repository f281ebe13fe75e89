"""What is decided without Django: how numbers read, which choices a reader has, how a chart's parts are joined."""
