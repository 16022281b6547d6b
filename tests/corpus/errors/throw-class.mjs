// @line 3
class Failure {}
throw Failure;
