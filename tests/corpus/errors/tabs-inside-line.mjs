const	a	=	{	b:	null	};
const	c	=	a.b	.c;
