// Values of every shape, many of them: the same lines as Node.
let seed=7; const rnd=()=>(seed=(seed*1103515245+12345)&0x7fffffff)/0x7fffffff;
const val=(d)=>{const r=rnd(); if(d>4||r<.2) return Math.floor(rnd()*10**Math.floor(rnd()*9)); if(r<.4) return 'abcdefghij klmnop\nqrs'.slice(0,Math.floor(rnd()*22)).repeat(rnd()<.1?9:1); if(r<.45) return null; if(r<.5) return rnd()<.5; 
 if(r<.55) return new Map(Array.from({length:Math.floor(rnd()*5)},()=>[val(9),val(d+1)])); if(r<.6) return new Set(Array.from({length:Math.floor(rnd()*9)},()=>val(d+2)));
 if(r<.8){const n=Math.floor(rnd()*rnd()*40);const same=rnd()<.5;return Array.from({length:n},()=>same?(Math.floor(rnd()*1e5)):val(d+1))}
 const o={};for(let i=0,n=Math.floor(rnd()*7);i<n;i++)o['key'+'x'.repeat(Math.floor(rnd()*12))+i]=val(d+1);return o};
for(let i=0;i<400;i++)console.log(val(0));
