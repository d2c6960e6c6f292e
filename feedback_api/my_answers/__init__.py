"""With their code, a person sees what they answered, changes it, or takes it back."""
