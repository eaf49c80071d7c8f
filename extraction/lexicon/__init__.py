"""Dictionary knowledge for the mention model: which words stand in medical term lists."""
