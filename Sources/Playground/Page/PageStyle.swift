/// How the page looks: light or dark as the browser is set, one column where there is little room.
enum PageStyle {
    static let text = #"""
        :root {
          color-scheme: light dark;
          --ground: #f6f7f8; --card: #ffffff; --ink: #1c2024; --soft: #5f6872; --edge: #d9dee3;
          --accent: #2f7d32; --on-accent: #ffffff; --good: #dff3e0; --bad: #fde3e1; --note: #e6eefb;
          --went: #1f6fd1; --sent: #8a939c; --plan: #d9730d;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #14171a; --card: #1e2327; --ink: #e8ebee; --soft: #9aa5b0; --edge: #343b42;
            --accent: #4fa85a; --on-accent: #0c120d; --good: #1d3a22; --bad: #4a2220; --note: #1e2f4a;
            --went: #6aa9f7; --sent: #7d8791; --plan: #f2a04a;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.45 system-ui, sans-serif; }
        header { display: flex; flex-wrap: wrap; gap: .3rem 1rem; align-items: baseline; padding: .6rem 1rem;
          border-bottom: 1px solid var(--edge); background: var(--card); }
        header p { margin: 0; color: var(--soft); }
        header .right { margin-left: auto; font-variant-numeric: tabular-nums; }
        h1 { font-size: 1.05rem; margin: 0; }
        h2 { font-size: .95rem; margin: 0 0 .5rem; }
        h3 { font-size: .85rem; margin: 0 0 .25rem; color: var(--soft); font-weight: 600; }
        main { display: grid; grid-template-columns: minmax(0, 5fr) minmax(19rem, 3fr); gap: 1rem; padding: 1rem;
          max-width: 90rem; margin: 0 auto; }
        .wide { grid-column: 1 / -1; }
        .card, .wide { background: var(--card); border: 1px solid var(--edge); border-radius: .5rem; padding: .75rem; }
        .side { display: flex; flex-direction: column; gap: 1rem; }
        .stage > * + * { margin-top: .75rem; }
        .screen { position: relative; line-height: 0; }
        canvas { display: block; }
        .screen canvas { width: 100%; max-height: 62vh; object-fit: contain; background: #0d0f11; border-radius: .5rem; }
        .clock { position: absolute; right: .6rem; bottom: .5rem; margin: 0; padding: .1rem .45rem; line-height: 1.4;
          border-radius: .3rem; background: #000a; color: #fff; font-variant-numeric: tabular-nums; }
        .clock:empty { display: none; }
        .banner { padding: .5rem .75rem; border-radius: .5rem; background: var(--card); border: 1px solid var(--edge); }
        .banner[data-phase=acting] { background: var(--note); }
        .banner[data-phase=success] { background: var(--good); }
        .banner[data-phase=time_over], .banner[data-phase=failed] { background: var(--bad); }
        .line { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
        .line + .line { margin-top: .5rem; }
        #text { flex: 1 1 10rem; min-width: 0; }
        form > label { display: block; font-size: .85rem; color: var(--soft); margin-bottom: .2rem; }
        form.line > label { margin: 0; }
        label { color: var(--soft); font-size: .85rem; }
        input, select, button { font: inherit; color: var(--ink); background: var(--card); padding: .35rem .6rem;
          border: 1px solid var(--edge); border-radius: .4rem; }
        button { cursor: pointer; }
        button:hover { border-color: var(--soft); }
        button:disabled { opacity: .5; cursor: default; }
        :focus-visible { outline: 2px solid var(--went); outline-offset: 1px; }
        .primary { background: var(--accent); color: var(--on-accent); border-color: transparent; font-weight: 600; }
        .chips { display: flex; flex-wrap: wrap; gap: .4rem; }
        .chips button { border-radius: 1rem; font-size: .88rem; padding: .2rem .7rem; }
        .cameras { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; }
        figure { margin: 0; }
        figure canvas { width: 100%; image-rendering: pixelated; border-radius: .4rem; background: #0d0f11; }
        figcaption { font: .8rem ui-monospace, monospace; color: var(--soft); text-align: center; margin-top: .2rem; }
        dl { display: grid; grid-template-columns: auto 1fr; gap: .15rem .75rem; margin: 0 0 .5rem; }
        dt { color: var(--soft); } dd { margin: 0; }
        table { width: 100%; border-collapse: collapse; }
        td { padding: .2rem 0; border-top: 1px solid var(--edge); font-variant-numeric: tabular-nums; }
        td:first-child { white-space: nowrap; padding-right: .6rem; }
        td:last-child { text-align: right; }
        td button { font-size: .85rem; padding: .1rem .5rem; }
        .swatch { display: inline-block; width: .8rem; height: .8rem; border-radius: .15rem; margin-right: .4rem; }
        .tag { padding: .1rem .5rem; border: 1px solid var(--edge); border-radius: 1rem; color: var(--ink);
          overflow-wrap: anywhere; }
        .tag[data-good=no] { background: var(--bad); }
        .keys { margin: .6rem 0 0; color: var(--soft); font-size: .8rem; }
        kbd { border: 1px solid var(--edge); border-radius: .25rem; padding: 0 .3rem; font-size: .75rem; margin-left: .3rem; }
        .charts { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: .75rem; }
        .charts canvas { width: 100%; height: 120px; }
        .charts p { margin: 0; font-size: .85rem; display: flex; justify-content: space-between;
          font-variant-numeric: tabular-nums; }
        .charts span { color: var(--soft); }
        .legend { font-weight: 400; font-size: .8rem; color: var(--soft); margin-left: .75rem; }
        .legend i { display: inline-block; width: 1.2rem; height: 0; border-top: 3px solid; vertical-align: middle;
          margin: 0 .3rem 0 .6rem; }
        i.went { color: var(--went); } i.sent { color: var(--sent); border-top-style: dotted; } i.plan { color: var(--plan); }
        .flow { display: grid; grid-template-columns: minmax(0, 6fr) auto minmax(0, 5fr); gap: 1rem; align-items: center; }
        .flow > div { min-width: 0; }
        .data { font: .8rem/1.5 ui-monospace, monospace; }
        .data td { border: 0; padding: 0 .9rem 0 0; vertical-align: top; white-space: nowrap; text-align: left; }
        .data td:last-child { white-space: normal; text-align: left; width: 100%; overflow-wrap: anywhere; padding: 0; }
        .arrow { text-align: center; font-variant-numeric: tabular-nums; }
        .arrow small { display: block; color: var(--soft); white-space: pre-line; }
        #notices { position: fixed; right: 1rem; bottom: 1rem; max-width: min(32rem, calc(100vw - 2rem)); }
        #notices p { margin: .5rem 0 0; padding: .6rem .75rem; border-radius: .5rem; background: var(--bad);
          border: 1px solid var(--edge); box-shadow: 0 2px 10px #0004; overflow-wrap: anywhere; }
        #notices button { float: right; margin-left: .5rem; padding: 0 .4rem; }
        .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        @media (max-width: 62rem) {
          main { grid-template-columns: minmax(0, 1fr); padding: .6rem; }
          .charts { grid-template-columns: repeat(2, minmax(0, 1fr)); }
          .flow { grid-template-columns: minmax(0, 1fr); }
          .cameras { max-width: 26rem; }
          .data tr { display: block; margin-bottom: .3rem; }
          .data td { display: inline; white-space: normal; }
          .data td:last-child { display: block; }
          header .right { margin-left: 0; }
        }
        """#
}
