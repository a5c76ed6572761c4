import { createHash } from 'node:crypto';

/** All of the page's looks; small, and in the page itself: one request on a weak line. */
export const pageStyle = `
:root{color-scheme:light dark;--b:#fff;--t:#1b1f24;--m:#55606b;--l:#c9d0d7;--a:#0b57a4;--c:#f3f6f9;--o:#0a6b3d;--e:#b3261e}
@media(prefers-color-scheme:dark){:root{--b:#14181c;--t:#eceff2;--m:#aab4be;--l:#3d4751;--a:#8dc1ff;--c:#1e242a;--o:#7ad7a6;--e:#ffb4ab}}
*{box-sizing:border-box}
body{margin:0;background:var(--b);color:var(--t);font:1rem/1.6 system-ui,-apple-system,"PingFang SC","Noto Sans SC","Microsoft YaHei",sans-serif;overflow-wrap:anywhere}
main,header,footer{max-width:38rem;margin:0 auto;padding:0 1rem}
header{display:flex;justify-content:space-between;align-items:center;gap:1rem;padding-top:.75rem;color:var(--m)}
footer{padding-bottom:2rem;color:var(--m)}
a{color:var(--a);display:inline-block;padding:.6rem 0}
h1{font-size:1.35rem;line-height:1.4;margin:.5rem 0}
h2{font-size:1.05rem;margin:1.75rem 0 .5rem}
.now{background:var(--c);border-left:4px solid var(--a);border-radius:.25rem;padding:.9rem 1rem;font-size:1.1rem;margin:1rem 0}
.ok{border-color:var(--o)}.no{border-color:var(--e)}
dl{display:grid;grid-template-columns:auto 1fr;gap:.15rem 1rem;margin:.75rem 0}
dt{color:var(--m)}dd{margin:0}
ol{list-style:none;margin:0;padding:0}
li{border-top:1px solid var(--l);padding:.6rem 0}
li time{display:block;color:var(--m);font-size:.9rem}
blockquote{margin:.4rem 0 0;padding:.6rem .8rem;background:var(--c);border-radius:.25rem;white-space:pre-line}
details{border:1px solid var(--l);border-radius:.4rem;margin:.6rem 0;padding:0 1rem}
summary{padding:.75rem 0;cursor:pointer;font-weight:600;min-height:44px}
form{padding-bottom:1rem}
form p{margin:.25rem 0 .75rem;color:var(--m)}
label{display:block;font-weight:600;margin:.75rem 0 .25rem}
fieldset{border:0;margin:.75rem 0;padding:0}legend{font-weight:600;padding:0}
fieldset label{font-weight:400;margin:0;padding:.6rem 0}
textarea,input[type=text],input[type=file]{width:100%;font:inherit;color:inherit;background:var(--b);border:1px solid var(--m);border-radius:.3rem;padding:.6rem;min-height:44px}
input[type=radio]{width:1.2rem;height:1.2rem;vertical-align:middle;margin:0 .5rem 0 0}
button{font:inherit;font-weight:600;width:100%;min-height:48px;margin-top:1rem;border:0;border-radius:.4rem;background:var(--a);color:var(--b);cursor:pointer}
:focus-visible{outline:3px solid var(--a);outline-offset:2px}
@media(forced-colors:active){button{border:2px solid ButtonText}}
@media print{details,h2:has(+details),header a{display:none}}
`.trim();

const styleHash = `'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`;

/** No scripts, nothing from elsewhere, nobody around it; kept nowhere, found by no search engine. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src ${styleHash}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex, nofollow, noarchive',
};
