"""Who may do what, how far an assessment and each of its indicators have got, and what is still owed."""
