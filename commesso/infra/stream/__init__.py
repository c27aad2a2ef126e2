"""Reading the stream: who listens, how far each has come, and the threads that carry events to them."""
