"""What all pages share: base templates, tokens and parts, words for times and prices, error pages."""
