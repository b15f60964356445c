"""How texts are held against one another: their words, what these weigh among the reports of their days, how much two share, and what falls together. Pure."""
