"""What an article's own items do to the odds, on the terminal."""

from rich.console import Console

from foreshock.cli.render.parts import print_detail
from foreshock.flow.brief import Brief
from foreshock.flow.effects import Effect
from foreshock.render import words
from foreshock.render.effect_words import without_effect


def print_effects(console: Console, brief: Brief) -> None:
    """Print what each item changes, one line a target at its largest, the largest first; then what is left out."""
    shown: dict[tuple[str, str], Effect] = {}
    for effect in brief.effects:
        shown.setdefault((effect.item, effect.target), effect)
    for item in dict.fromkeys(effect.item for effect in brief.effects):
        console.print()
        print_detail(console, f"What the article's own {item} changes:", style="bold", indent=2)
        for effect in (found for (of, _), found in shown.items() if of == item):
            before, after = words.percent_pair(effect.without_item, effect.with_item)
            label = brief.labels.get(effect.target, effect.target)
            print_detail(console, f"{label}, {effect.horizon} d: without it {before}, with it {after}")
    left_out = without_effect(brief.without_effect)
    if left_out:
        console.print()
        for line in left_out:
            print_detail(console, line, indent=2)
