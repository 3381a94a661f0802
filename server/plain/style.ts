/** The one style sheet of the plain pages, inlined: they load nothing else. Values are those of ui/tokens.css. */
export const style = `
*{box-sizing:border-box}
:root{--ink:#1b1f24;--quiet:#454b53;--line:#d5d4cc;--edge:#6b7077;--blue:#0b4f8a;--red:#9b1c1f;--ground:#f6f6f3}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;font:18px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;color:var(--ink);background:#fff;overflow-wrap:anywhere}
a{color:var(--blue);text-underline-offset:.15em}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:4px solid #ffbf47;outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:-99em}
.skip:focus{left:8px;top:8px;background:#fff;padding:8px;z-index:1}
.demo{margin:0;padding:8px 16px;background:#fdf6e7;border-bottom:1px solid #b98a2f;font-size:16px}
.demo,header>div,main,footer>div{padding-left:max(16px,calc(50vw - 21rem));padding-right:max(16px,calc(50vw - 21rem))}
header{border-top:4px solid var(--accent,var(--red));border-bottom:1px solid var(--line)}
header>div{display:flex;justify-content:space-between;align-items:center;gap:16px;min-height:60px}
header>div p{margin:0;font-weight:600}
header>div p a{color:inherit;text-decoration:none}
header form{margin:0}
.ways{flex:none;margin-left:auto!important;white-space:nowrap}
header .sos{min-height:44px;padding:4px 14px;color:#fff;background:var(--red);border-color:var(--red)}
.tongue{flex:none;white-space:nowrap;display:inline-flex;align-items:center;min-height:44px;padding:0 4px;font:inherit;color:var(--blue);background:none;border:0;text-decoration:underline;cursor:pointer}
main{padding-top:24px;padding-bottom:32px}
h1{font-size:1.75rem;line-height:1.25;margin:0 0 16px;}
h2{font-size:1.3rem;line-height:1.3;margin:0 0 8px}
h3{font-size:1.05rem;margin:16px 0 8px}
p{margin:0 0 8px}
.quiet{color:var(--quiet)}
.small{font-size:16px}
label{display:block;font-weight:600;margin-bottom:4px}
.hint{color:var(--quiet);margin:0 0 8px;font-size:16px}
input{width:100%;min-height:48px;padding:8px 12px;font:inherit;color:inherit;background:#fff;border:2px solid var(--edge);border-radius:4px}
.bad input{border-color:var(--red)}
.error{color:var(--red);font-weight:600;margin:0 0 8px}
.problem{border:3px solid var(--red);border-radius:4px;padding:16px;margin:0 0 24px}
button,.button{display:inline-flex;align-items:center;justify-content:center;min-height:48px;padding:8px 20px;font:inherit;font-weight:600;line-height:1.3;color:#fff;background:var(--blue);border:2px solid var(--blue);border-radius:4px;text-decoration:none;text-align:center;cursor:pointer}
.plain{color:var(--blue);background:#fff}
.search{margin:24px 0;max-width:30rem}
.search button{margin-top:16px}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:16px;margin-bottom:16px}
details{border-top:1px solid var(--line);margin:24px 0 0;padding-top:8px;max-width:30rem}
summary{color:var(--blue);cursor:pointer;min-height:44px;display:flex;align-items:center;text-decoration:underline;text-underline-offset:.15em}
.card{border:1px solid var(--line);border-left:6px solid var(--blue);border-radius:4px;padding:16px;margin:24px 0;background:#fff}
.card.now{border-left-color:var(--red)}
.card.note{background:var(--ground)}
.name{font-size:1.15rem;font-weight:600;margin-bottom:4px}
.calls{display:grid;gap:8px;margin:16px 0}
.numbers{display:flex;flex-wrap:wrap;gap:8px;margin:0 0 16px;padding:0;list-style:none}
.warn{border-left:4px solid #b98a2f;background:#fdf6e7;padding:8px 12px;margin:8px 0}
.rows{list-style:none;margin:0;padding:0}
.rows>li{border-top:1px solid var(--line);padding:12px 0}
.rows form{margin:0}
.names{margin:0 0 8px;padding:0;list-style:none}
.names a{display:inline-flex;align-items:center;min-height:44px}
.countries{columns:9rem;column-gap:24px}
.link{font:inherit;font-weight:400;color:var(--blue);background:none;border:0;padding:0;min-height:44px;text-decoration:underline;text-underline-offset:.15em}
.rows a,.after a{display:inline-flex;align-items:center;min-height:44px}
footer{border-top:1px solid var(--line);background:var(--ground);font-size:16px;color:var(--quiet)}
footer>div{padding-top:16px;padding-bottom:24px}
@media(min-width:700px){.two{display:grid;grid-template-columns:1fr 1fr;gap:24px;margin:24px 0 32px}.two .card{margin:0}.demo,header>div,main,footer>div{padding-left:max(24px,calc(50vw - 27rem));padding-right:max(24px,calc(50vw - 27rem))}}
`
  .split('\n')
  .join('')
