"""What must hold: declared rules, the findings they make, and the suites that guard publication."""
