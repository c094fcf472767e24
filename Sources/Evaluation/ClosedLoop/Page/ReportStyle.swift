/// How the report looks: one column of cards, in light or dark as the reader's system has it.
enum ReportStyle {
    /// The first colour is the policy's that is judged, the others those of the policies beside it. Okabe and Ito's,
    /// which stay apart for colour-blind readers, lightened for the dark.
    static let css = """
        :root {
          color-scheme: light dark;
          --page: #f4f5f7; --card: #ffffff; --ink: #1d2127; --soft: #5b6470; --line: #dfe3e8; --track: #eceff2;
          --p0: #0072b2; --p1: #8a929c; --p2: #d55e00; --p3: #009e73; --p4: #cc79a7;
          --good: #12805c; --bad: #c2410c; --goodback: #e4f5ee; --badback: #fdeee4;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #14171b; --card: #1d2126; --ink: #e8eaed; --soft: #a2abb6; --line: #343a42; --track: #2a2f36;
            --p0: #56b4e9; --p1: #8a929c; --p2: #f0894a; --p3: #3cc69b; --p4: #dd9cc0;
            --good: #5fd0a3; --bad: #ff9a62; --goodback: #17352b; --badback: #41281a;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--ink);
          font: 15px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
        main { max-width: 1080px; margin: 0 auto; padding: 28px 20px 60px; }
        h1 { font-size: 26px; line-height: 1.25; margin: 0 0 6px; overflow-wrap: anywhere; }
        h2 { font-size: 18px; margin: 0 0 4px; }
        h3 { font-size: 15px; margin: 18px 0 6px; }
        p { margin: 4px 0 10px; max-width: 78ch; }
        .soft { color: var(--soft); }
        section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 20px 22px;
          margin-top: 18px; }
        .figures { display: flex; flex-wrap: wrap; gap: 14px; margin-top: 18px; }
        .figure { flex: 1 1 220px; background: var(--card); border: 1px solid var(--line); border-radius: 10px;
          padding: 14px 18px; }
        .figure b { display: block; font-size: 32px; line-height: 1.2; font-variant-numeric: tabular-nums; }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr));
          gap: 8px 34px; }
        svg { display: block; width: 100%; max-width: 580px; height: auto; }
        svg text { fill: var(--ink); font: 12px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
        svg .soft { fill: var(--soft); font-size: 11px; }
        svg .grid { stroke: var(--line); }
        svg .track { fill: var(--track); }
        svg .whisker { stroke: var(--ink); stroke-width: 1.5; }
        .p0 { --own: var(--p0); } .p1 { --own: var(--p1); } .p2 { --own: var(--p2); } .p3 { --own: var(--p3);
          } .p4 { --own: var(--p4); }
        svg .bar { fill: var(--own); }
        .legend { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 6px 0 2px; padding: 0; list-style: none; }
        .legend i { display: inline-block; width: 12px; height: 12px; border-radius: 3px; background: var(--own);
          margin-right: 6px; }
        .table { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { text-align: left; padding: 6px 14px 6px 0; border-bottom: 1px solid var(--line);
          vertical-align: top; }
        th { font-weight: 600; color: var(--soft); font-size: 13px; }
        td.number, th.number { text-align: right; white-space: nowrap; }
        .causes td.number, .causes th.number { width: 1%; }
        td.bar { width: 26%; min-width: 90px; }
        td.bar i { display: block; height: 12px; margin-top: 5px; border-radius: 3px; background: var(--bad); }
        .episodes { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 310px), 1fr));
          gap: 16px; margin-top: 12px; }
        .episode { border: 1px solid var(--line); border-radius: 8px; overflow: hidden; display: flex;
          flex-direction: column; }
        .episode .pictures { display: grid; grid-template-columns: 1fr 1fr; gap: 1px; background: var(--line); }
        .episode figure { margin: 0; position: relative; }
        .episode img { display: block; width: 100%; height: auto; }
        .episode figcaption { position: absolute; left: 6px; bottom: 4px; font-size: 11px; color: #fff;
          text-shadow: 0 0 3px #000, 0 0 3px #000; }
        .episode div.text { padding: 9px 12px 11px; }
        .episode .said { font-weight: 600; }
        .tag { display: inline-block; border-radius: 999px; padding: 1px 9px; font-size: 12px; font-weight: 600; }
        .tag.good { color: var(--good); background: var(--goodback); }
        .tag.bad { color: var(--bad); background: var(--badback); }
        .warning { border-color: var(--bad); background: var(--badback); }
        video { display: block; width: 100%; border-radius: 8px; background: #101216; margin-top: 10px; }
        a { color: var(--p0); }
        code, pre { font: 13px/1.45 ui-monospace, "DejaVu Sans Mono", monospace; }
        pre { background: var(--track); border-radius: 8px; padding: 10px 12px; overflow-x: auto;
          white-space: pre-wrap; overflow-wrap: anywhere; margin: 6px 0 12px; }
        """
}
