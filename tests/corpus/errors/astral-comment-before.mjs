/* 🚀🚀🚀 */ const a = null; /* 🛰 */ a.b = 1;
