/** The tracking page's looks: one column for a phone, light or dark as the phone is. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1c2430;--faint:#667085;--line:#d9dee7;--paper:#fff;--ground:#f3f5f9;--tone:#12805c}
@media(prefers-color-scheme:dark){:root{--ink:#e8ecf3;--faint:#98a2b3;--line:#344054;--paper:#1a212c;--ground:#10151d;--tone:#3ccb98}}
*{box-sizing:border-box}
body{margin:0;padding:1rem;background:var(--ground);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
main{max-width:34rem;margin:1rem auto;padding:1.5rem;background:var(--paper);border:1px solid var(--line);border-radius:1rem}
main.stopped{--tone:#b54708}
@media(prefers-color-scheme:dark){main.stopped{--tone:#f0a05a}}
p{margin:.5rem 0}
h1{margin:1rem 0 1.25rem;font-size:1.6rem;line-height:1.25;color:var(--tone)}
h2{margin:1.5rem 0 .5rem;font-size:.85rem;font-weight:600;color:var(--faint)}
.shop{font-weight:600;color:var(--faint)}
.id,.history time{color:var(--faint)}
.id b{color:var(--ink);font-weight:600}
.cash{font-size:1.1rem}
a{color:inherit}
.test{padding:.4rem .75rem;border:1px dashed var(--line);border-radius:.5rem;color:var(--faint);font-size:.9rem}
ol{margin:0;padding:0;list-style:none}
.stations{display:grid;grid-template-columns:repeat(4,1fr);gap:.35rem;margin-bottom:1.25rem}
.stations li{padding-top:.5rem;border-top:.35rem solid var(--line);font-size:.8rem;line-height:1.3;color:var(--faint)}
.stations .done{border-color:var(--tone);color:var(--ink)}
.stations [aria-current]{font-weight:700}
.history li{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1rem;padding:.6rem 0;border-top:1px solid var(--line)}
.history time{font-size:.9rem}
@media(max-width:30rem){.history li{flex-direction:column}}
@media(max-width:24rem){.stations{grid-template-columns:1fr 1fr}}
`.trim();
