"""What a live run of the pages needs to know of them, and what it recorded: blocks, markers, reasons, stamps."""
