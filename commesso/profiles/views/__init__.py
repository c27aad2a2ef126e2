"""Staff see and change who a customer is: panels for the customer page, and two lists."""
