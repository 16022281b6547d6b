// Turns what a station reports into one line of text.

import { Sky, type Station, type Wind } from "./station";

const SYMBOLS: Record<Sky, string> = {
  [Sky.Sun]: "☀",
  [Sky.Cloud]: "☁",
  [Sky.Rain]: "☂",
  [Sky.Snow]: "❄",
};

const POINTS = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];

export function line(station: Station): string {
  try {
    const warmest = Math.max(...station.readings);
    return [
      SYMBOLS[station.sky],
      station.name.padEnd(14),
      curve(station.readings).padEnd(6),
      `${warmest.toFixed(1)} °C`.padStart(8),
      "  ",
      breeze(station.wind),
    ].join(" ");
  } catch (cause) {
    throw new Error(`no line for ${station.name}`, { cause });
  }
}

/** Each reading as a bar between the coldest and the warmest. */
function curve(readings: number[]): string {
  const bars = "▁▂▃▄▅▆▇█";
  const [low, high] = [Math.min(...readings), Math.max(...readings)];
  return readings.map((it) => bars[Math.round(((it - low) / (high - low)) * (bars.length - 1))]).join("");
}

function breeze(wind: Wind): string {
  const point = POINTS[Math.round(wind.from / 45) % POINTS.length];
  return `${point} ${wind.speed.toFixed(1)} m/s`;
}
