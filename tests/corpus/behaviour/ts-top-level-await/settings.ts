export interface Settings { port: number; host: string }
export const settings: Settings = await Promise.resolve({ port: 80, host: "h" } as Settings);
