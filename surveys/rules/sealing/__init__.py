"""What makes a ballot secret: secrets of letters, boxes, what lies in them, and how they are mixed."""
