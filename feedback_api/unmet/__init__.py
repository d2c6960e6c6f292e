"""What families asked for and did not get: kept without a sender, grouped for the report (SEND Regs 2014, reg 56)."""
