export const tool = "hammer";
