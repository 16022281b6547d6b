export const value = "from eval";
