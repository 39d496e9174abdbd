"""Talk beside the plans: greetings, other topics, sentences that ask nothing."""
