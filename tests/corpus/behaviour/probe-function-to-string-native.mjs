console.log(/\[native code\]/.test(String(Math.max)), /\[native code\]/.test(String((() => {}).bind())));
