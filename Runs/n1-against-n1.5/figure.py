"""The rates of all conditions as a picture: a small dot per seed, a large one and a bar for their mean and its 95 % interval."""
from xml.sax.saxutils import escape

WIDTH, LEFT, GAP, RIGHT = 860, 110, 44, 24
TOP, ROW, BOTTOM = 64, 34, 46
# As in the curves.
COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#6b6b6b", "#8c564b"]


def svg(panels):
    """`panels`: (title, {condition: (rates of the seeds, mean, interval or None)}), all with the same conditions."""
    names = list(panels[0][1])
    height = TOP + ROW * len(names) + BOTTOM
    width = (WIDTH - LEFT - RIGHT - GAP * (len(panels) - 1)) / len(panels)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        'font-family="Helvetica, Arial, sans-serif" font-size="13" fill="#222">',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>']
    for row, name in enumerate(names):
        y = TOP + ROW * (row + 0.5)
        parts.append(f'<text x="{LEFT - 14}" y="{y + 4.5:.1f}" text-anchor="end">{escape(name)}</text>')
    for number, (title, rows) in enumerate(panels):
        left = LEFT + number * (width + GAP)
        parts += panel(title, [rows[name] for name in names], left, width)
    parts.append(
        f'<text x="{LEFT}" y="{height - 8}" font-size="11" fill="#666">small: each seed; large: mean of the seeds, and its 95 % '
        'interval</text></svg>')
    return "\n".join(parts) + "\n"


def panel(title, rows, left, width):
    # From a round number below everything that is drawn, 90 at most, up to 100 %.
    lowest = min(low for rates, _, interval in rows for low in [*rates, *(interval or ())])
    start = min(90, 10 * int(max(0.0, lowest) * 10))
    bottom = TOP + ROW * len(rows)

    def x(rate):
        return left + width * (100 * rate - start) / (100 - start)

    parts = [f'<text x="{left:.1f}" y="{TOP - 36}" font-size="15" font-weight="bold">{escape(title)}, percent</text>']
    for tick in range(start, 101, 10 if 100 - start > 20 else 2):
        at = x(tick / 100)
        parts += [
            f'<line x1="{at:.1f}" y1="{TOP}" x2="{at:.1f}" y2="{bottom}" stroke="#e3e3e3"/>',
            f'<text x="{at:.1f}" y="{bottom + 16}" font-size="11" fill="#555" text-anchor="middle">{tick}</text>']
    for row, (rates, mean, interval) in enumerate(rows):
        y, colour = TOP + ROW * (row + 0.5), COLOURS[row % len(COLOURS)]
        if interval:
            low, high = (x(min(1.0, max(0.0, end))) for end in interval)
            parts.append(
                f'<line x1="{low:.1f}" y1="{y:.1f}" x2="{high:.1f}" y2="{y:.1f}" stroke="{colour}" stroke-width="3" '
                'stroke-linecap="round" opacity="0.45"/>')
        parts += [f'<circle cx="{x(rate):.1f}" cy="{y:.1f}" r="3" fill="{colour}" opacity="0.65"/>' for rate in rates]
        parts += [
            f'<circle cx="{x(mean):.1f}" cy="{y:.1f}" r="6" fill="{colour}"/>',
            f'<text x="{x(mean):.1f}" y="{y - 9:.1f}" font-size="11" text-anchor="middle">{100 * mean:.1f}</text>']
    return parts
