// SPDX-License-Identifier: Apache-2.0
#include "sync/server/web/style.h"

#include <array>
#include <sodium.h>

namespace qoloner::web {

namespace {

// The colours of qml/style/palette.cpp: roles first, then the dyes of drawings.
constexpr std::string_view sheet = R"css(
:root{color-scheme:light dark;--surface:#f7f2e8;--raised:#fffdf8;--sunken:#ece4d5;--text:#22201d;--muted:#5f574c;
--primary:#a5342b;--on:#fffdf8;--soft:#f2ddd3;--onsoft:#7c231c;--line:#ddd2bf;--strong:#857a69;--info:#2b3f72;
--infosoft:#dfe4f0;--warn:#744c00;--warnsoft:#f6e8c8;--ornament:#c98a1b;
--madder:#a5342b;--indigo:#2b3f72;--reed:#4e6b3a;--weld:#c98a1b;--felt:#f7f2e8;--coal:#22201d;--ground:#ece0c9}
@media(prefers-color-scheme:dark){:root{--surface:#171513;--raised:#221f1b;--sunken:#2b2722;--text:#f1eadd;
--muted:#b9ae9d;--primary:#e58c7e;--on:#2b0d09;--soft:#46241e;--onsoft:#f6c4b9;--line:#3a342d;--strong:#8c8171;
--info:#aebceb;--infosoft:#232b45;--warn:#e8b95f;--warnsoft:#3a2d12;
--madder:#8a2f28;--indigo:#2c3b66;--reed:#46603a;--weld:#a9761c;--felt:#e9dfcb;--ground:#cdbf9f}}
*,::before,::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--surface);color:var(--text);overflow-wrap:break-word;
font:16px/1.55 "Noto Sans",Inter,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
h1,h2,h3,p,dl,dd,ul,ol{margin:0;padding:0}
ul,ol{list-style:none}
h1{font-size:28px;line-height:1.2;font-weight:700;letter-spacing:-.01em;text-wrap:balance}
h2{font-size:20px;line-height:1.3;font-weight:650}
h3{font-size:16px;line-height:1.35;font-weight:600}
a{color:var(--primary);text-underline-offset:3px;text-decoration-thickness:1px}
a:focus-visible{outline:2px solid var(--info);outline-offset:2px;border-radius:6px}
.defs{position:absolute;width:0;height:0}
.wrap{max-width:1080px;margin:0 auto;padding:0 16px}
.skip{position:absolute;left:16px;top:-80px;z-index:1;background:var(--text);color:var(--surface);padding:12px 16px;
border-radius:0 0 8px 8px}
.skip:focus{top:0}
.top{border-bottom:1px solid var(--line)}
.top .wrap{display:flex;flex-wrap:wrap;align-items:center;column-gap:24px;padding-top:8px}
.brand{display:flex;align-items:center;gap:10px;min-height:44px;margin-right:auto;color:var(--text);
text-decoration:none;font-weight:700;font-size:18px}
.logo{width:34px;height:34px;border-radius:9px;background:var(--madder);color:var(--felt)}
.top ul{display:flex;flex-wrap:wrap}
.top nav a{display:block;padding:10px 8px;min-height:44px;min-width:44px;text-align:center;text-decoration:none;
color:var(--muted);font-size:14px;line-height:24px}
.top .parts{order:3;width:calc(100% + 12px);margin:0 -6px}
.top .parts a{padding:10px 6px;border-bottom:3px solid transparent}
.top nav a[aria-current]{color:var(--text);font-weight:700}
.top .parts a[aria-current]{border-color:var(--primary)}
main.wrap{padding-top:20px;padding-bottom:16px}
main:focus{outline:0}
.hero{display:grid;gap:20px;margin-bottom:28px}
.hero>*{min-width:0}
.art{border-radius:20px;overflow:hidden;aspect-ratio:8/5;background:var(--sunken)}
.art svg,.art img{display:block;width:100%;height:100%;object-fit:cover}
.frieze{display:block;width:100%;height:128px;border-radius:20px;margin-bottom:24px}
.kicker{display:flex;flex-wrap:wrap;gap:8px;align-items:center;color:var(--muted);font-size:14px;margin-bottom:8px}
.lead{color:var(--muted);font-size:17px;margin-top:8px}
.lead a{color:inherit}
.tag{display:inline-block;border-radius:999px;padding:2px 10px;font-size:13px;font-weight:600;background:var(--soft);
color:var(--onsoft)}
.tag.quiet{background:var(--sunken);color:var(--muted);font-weight:500}
.note{background:var(--warnsoft);color:var(--warn);border-radius:12px;padding:10px 14px;margin-top:14px;
font-size:14px}
.remark{display:block;color:var(--muted);font-size:13px;font-weight:400;margin-top:6px}
.cols{display:grid;gap:28px}
.cols>*{min-width:0}
.text{max-width:720px}
.text p{white-space:pre-line}
section+section{margin-top:36px}
.facing>div{display:contents}
.facing>div>*{min-width:0}
.c1{order:1}.c2{order:2}.c3{order:3}.c4{order:4}
section>h2,.head{margin-bottom:14px}
.head{display:flex;flex-wrap:wrap;align-items:baseline;justify-content:space-between;column-gap:16px}
.head a{font-size:15px;padding:8px 0}
.card{background:var(--raised);border:1px solid var(--line);border-radius:16px;padding:18px}
.facts{display:grid;gap:14px}
.facts dt{color:var(--muted);font-size:13px}
.facts dd{font-weight:500}
.hours{border-collapse:collapse;width:100%}
.hours th{font-weight:500;text-align:left;padding:3px 12px 3px 0;white-space:nowrap;vertical-align:top}
.hours td{padding:3px 0;text-align:right;font-variant-numeric:tabular-nums}
.hours .off{color:var(--muted);font-weight:400}
.app h2{font-size:17px;margin:0}
.app p{color:var(--muted);font-size:14px;margin-top:6px}
.app .buttons+p{margin-top:12px}
.buttons{display:flex;flex-wrap:wrap;gap:10px;margin-top:14px}
.button{display:inline-flex;align-items:center;justify-content:center;min-height:44px;padding:8px 18px;
border-radius:12px;text-decoration:none;font-weight:600;font-size:15px;background:var(--primary);color:var(--on);
text-align:center}
.button.plain{background:none;color:var(--primary);box-shadow:inset 0 0 0 1.5px var(--line)}
.app .button{flex:1 1 auto}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(156px,1fr));gap:20px 16px}
.cards.wide{grid-template-columns:repeat(auto-fill,minmax(min(280px,100%),1fr))}
.cards>li{min-width:0;position:relative}
.tile .art,.tile .sketch{border-radius:14px;margin-bottom:10px}
.tile .sketch{aspect-ratio:8/5}
.tile a,.row a{color:var(--text);text-decoration:none}
.tile a::after,.row a::after{content:"";position:absolute;inset:0;border-radius:14px}
.tile a:hover,.row a:hover{text-decoration:underline}
.tile p,.row p{color:var(--muted);font-size:14px;margin-top:2px}
.row{position:relative;display:flex;gap:14px;align-items:center;padding:12px 0;border-top:1px solid var(--line);
min-height:64px}
.rows>.row:last-child{border-bottom:1px solid var(--line)}
.row>div:last-child{min-width:0}
.day{flex:none;width:54px;border-radius:12px;background:var(--infosoft);color:var(--info);text-align:center;
padding:6px 0;font-size:12px;line-height:1.25;font-variant-numeric:tabular-nums}
.day b{display:block;font-size:20px;line-height:1.2}
.day.none{background:var(--sunken);color:var(--muted)}
.day.none b{font-weight:400}
.step{flex:none;width:32px;height:32px;border-radius:50%;background:var(--primary);color:var(--on);display:grid;
place-items:center;font-weight:700;font-size:15px;font-variant-numeric:tabular-nums}
.walk>li{position:relative;display:flex;gap:14px;padding-bottom:24px}
.walk>li:not(:last-child)::before{content:"";position:absolute;left:15px;top:36px;bottom:4px;width:2px;
background:var(--line)}
.walk li>div:last-child{min-width:0}
.walk h3{line-height:32px}
.walk h3 a{color:var(--text);text-decoration-color:var(--strong)}
.walk .leg{color:var(--muted);font-size:14px;margin-bottom:6px}
.sketch{display:block;width:100%;height:auto;background:var(--raised);border:1px solid var(--line);
border-radius:20px}
.sketch+section{margin-top:20px}
.casing,.way,.ruler{fill:none;stroke-linejoin:round;stroke-linecap:round}
.casing{stroke:var(--sunken);stroke-width:16}
.way{stroke:var(--primary);stroke-width:5}
.ruler{stroke:var(--muted);stroke-width:2}
.stop{fill:var(--primary);stroke:var(--raised);stroke-width:3}
.num{fill:var(--on);font-size:16px;font-weight:700}
.tile .num{font-size:25px}
.tile .way{stroke-width:7}
.small{fill:var(--muted);font-size:17px}
.mid{text-anchor:middle}
.f-madder{fill:var(--madder)}.f-indigo{fill:var(--indigo)}.f-reed{fill:var(--reed)}.f-weld{fill:var(--weld)}
.f-felt{fill:var(--ground)}.f-coal{fill:var(--coal)}
.c-madder{color:var(--madder)}.c-indigo{color:var(--indigo)}.c-reed{color:var(--reed)}.c-weld{color:var(--weld)}
.c-felt{color:var(--felt)}.c-coal{color:var(--coal)}
.thread{display:flex;align-items:center;gap:12px;color:var(--ornament);margin-top:36px}
.thread::before,.thread::after{content:"";flex:1;height:1px;background:var(--line)}
.thread svg{width:40px;height:28px}
footer{color:var(--muted);font-size:14px;padding:20px 0 40px}
footer a{color:inherit}
footer ul{display:flex;flex-wrap:wrap;gap:4px 20px;margin:4px 0 12px}
footer li a{display:block;padding:8px 0}
.pages{display:flex;justify-content:space-between;gap:16px;margin-top:28px}
.middle{max-width:520px;margin:0 auto;text-align:center;padding:12px 0 24px}
.middle .art{max-width:320px;margin:0 auto 24px}
.middle .buttons,.middle .kicker{justify-content:center}
.steps{display:grid;gap:20px;margin-top:24px;max-width:640px}
.steps li{display:flex;gap:14px}
.steps code{display:inline-block;background:var(--sunken);border-radius:8px;padding:4px 10px;font-size:15px;
margin-top:6px;overflow-wrap:anywhere}
@media(min-width:760px){
h1{font-size:34px}
.wrap{padding:0 24px}
.top .wrap{padding-top:0}
main.wrap{padding-top:32px}
.top nav a{padding:18px 10px}
.top .parts{order:0;width:auto;margin:0}
.top .parts a{padding:18px 10px;font-size:16px}
.hero.two{grid-template-columns:5fr 6fr;gap:36px;align-items:center;margin-bottom:40px}
.frieze{height:180px}
.cards{gap:24px 20px;grid-template-columns:repeat(auto-fill,minmax(196px,1fr))}
.card{padding:22px}}
@media(min-width:980px){
.cols{grid-template-columns:minmax(0,1fr) 336px;gap:24px 48px;align-items:start}
.facing>div{display:block}
.c3{margin-top:36px}
.c4{margin-top:24px}}
@media(prefers-contrast:more){:root{--muted:var(--text);--line:var(--strong)}}
@media print{.top nav,.app,.skip,footer,.buttons{display:none}}
)css";

} // namespace

std::string_view styleSheet()
{
    return sheet;
}

const std::string& styleHash()
{
    static const std::string hash = [] {
        std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
        crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(sheet.data()), sheet.size());
        std::array<char, sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, sodium_base64_VARIANT_ORIGINAL)>
            text{};
        sodium_bin2base64(text.data(), text.size(), digest.data(), digest.size(),
                          sodium_base64_VARIANT_ORIGINAL);
        return "'sha256-" + std::string(text.data()) + "'";
    }();
    return hash;
}

} // namespace qoloner::web
