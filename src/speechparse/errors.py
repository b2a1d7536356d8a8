"""The errors a user can meet. Each message says what is wrong, where, and what to do."""


class SpeechparseError(Exception):
    """Base of every error that speechparse raises on purpose."""


class ReadError(SpeechparseError):
    """An input cannot be read: ``path``, ``problem`` and ``advice`` make the message."""

    def __init__(self, path: str, problem: str, advice: str) -> None:
        super().__init__(f"{path}: {problem}; {advice}")
        self.path, self.problem, self.advice = path, problem, advice

    def __reduce__(self) -> tuple[type["ReadError"], tuple[str, str, str]]:
        return ReadError, (self.path, self.problem, self.advice)  # errors cross process borders


class RulesError(SpeechparseError):
    """A rule file is not usable; the message names the file, the row and what to change."""


class WriteError(SpeechparseError):
    """An output cannot be written: ``path``, ``problem`` and ``advice`` make the message."""

    def __init__(self, path: str, problem: str, advice: str) -> None:
        super().__init__(f"{path}: {problem}; {advice}")
        self.path, self.problem, self.advice = path, problem, advice

    def __reduce__(self) -> tuple[type["WriteError"], tuple[str, str, str]]:
        return WriteError, (self.path, self.problem, self.advice)


class ConfigError(SpeechparseError):
    """A file of settings is not usable: ``path``, ``problem`` and ``advice`` make the message."""

    def __init__(self, path: str, problem: str, advice: str) -> None:
        super().__init__(f"{path}: {problem}; {advice}")
        self.path, self.problem, self.advice = path, problem, advice
