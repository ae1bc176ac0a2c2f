import {
  australia,
  brazil,
  canada,
  indonesia,
  type PartedCountry,
  russia,
  unitedStates,
} from './country-zones-data.ts';
import { plainName } from './plain-name.ts';

export const parted: Readonly<Record<string, PartedCountry>> = {
  US: unitedStates,
  CA: canada,
  BR: brazil,
  AU: australia,
  ID: indonesia,
  RU: russia,
};

/** Countries where nearly everybody shares one time zone, and only the address tells who does not. */
const outlying: readonly { country: string; timeZone: string; names: string }[] = [
  {
    country: 'ES',
    timeZone: 'Atlantic/Canary',
    names:
      'canarias islascanarias canaryislands cn laspalmas gc laspalmasdegrancanaria santacruzdetenerife tf tenerife grancanaria ' +
      'lanzarote fuerteventura lapalma lagomera elhierro arrecife lalaguna sancristobaldelalaguna',
  },
  { country: 'PT', timeZone: 'Atlantic/Azores', names: 'acores azores pontadelgada regiaoautonomadosacores' },
  { country: 'CL', timeZone: 'Pacific/Easter', names: 'isladepascua easterisland rapanui hangaroa' },
  {
    country: 'CL',
    timeZone: 'America/Punta_Arenas',
    names: 'magallanes magallanesydelaantarticachilena regiondemagallanes ma puntaarenas puertonatales',
  },
  {
    country: 'EC',
    timeZone: 'Pacific/Galapagos',
    names: 'galapagos islasgalapagos puertoayora puertobaquerizomoreno',
  },
  { country: 'NZ', timeZone: 'Pacific/Chatham', names: 'chathamislands waitangichathamislands' },
];

/** The zone of a place that does not keep its country's usual time. */
export function outlyingZone(
  country: string,
  province: string | null,
  city: string | null,
): string | undefined {
  const named = [plainName(province), plainName(city)];
  const isNamed = (names: string) => names.split(' ').some((name) => named.includes(name));
  return outlying.find((candidate) => candidate.country === country && isNamed(candidate.names))?.timeZone;
}

/**
 * The IANA zones that a place may live by: one where state or city tell it, several where the state is parted and the
 * city not known, all of the country's where neither is. Undefined for a country that is not parted so.
 */
export function zonesOfParted(
  country: string,
  province: string | null,
  city: string | null,
): readonly string[] | undefined {
  const zones = Object.hasOwn(parted, country) ? parted[country] : undefined;
  if (zones === undefined) return undefined;
  const find = country === 'RU' ? beginning : named;
  // `Denver, CO` names the state behind the city.
  const behind = city?.split(',')[1] ?? null;
  const stated = [province, behind].map((name) => stateName(country, name));
  const ofState = stated.map((name) => find(zones.states, name)).find(Boolean);
  const town = plainName(city);
  if (ofState !== undefined) {
    const within = zones.within.find(
      ([states, , cities]) => has(cities, town) && stated.some((name) => has(states, name)),
    );
    return within ? [within[1]] : ofState;
  }
  // A city may stand in the state's place, and many a state's name is its city's.
  const places = country === 'RU' ? zones.states : zones.cities;
  return find(places, town) ?? find(places, stated[0] ?? '') ?? zones.all;
}

const has = (names: string, name: string): boolean => name !== '' && names.split(' ').includes(name);

type Names = PartedCountry['states'];

function named(zones: Names, name: string): readonly string[] | undefined {
  return Object.entries(zones)
    .find(([, names]) => has(names, name))?.[0]
    .split(' ');
}

/** By the longest listed beginning: Ямало-Ненецкий is not Ненецкий. */
function beginning(zones: Names, name: string): readonly string[] | undefined {
  const found = Object.entries(zones)
    .flatMap(([zone, names]) => names.split(' ').map((start) => ({ zone, start })))
    .filter(({ start }) => name.startsWith(start))
    .sort((a, b) => b.start.length - a.start.length)[0];
  return found?.zone.split(' ');
}

/** `US-CA` and `State of California` are `ca` and `california`. */
function stateName(country: string, province: string | null): string {
  const name = (province ?? '').trim().replace(new RegExp(`^${country}[-_ ]+(?=\\S)`, 'i'), '');
  return plainName(name.replace(/\s+\d[\d\s-]*$/, '')).replace(
    /^(?:estadod[aeo]|stateof|provinceof|provincede|provinsi|propinsi|республика|respublika|republicof)/,
    '',
  );
}
