import type { Problem, ProblemCode, ProblemIssue } from '../../base/problem.ts';
import { sentenceOf } from './first-issues.ts';

const texts: Record<ProblemCode, string> = {
  invalid_request: 'La solicitud no es válida',
  invalid_json: 'El cuerpo no es JSON válido',
  invalid_phone: 'El número de teléfono no es válido',
  credit_exhausted: 'No quedan llamadas disponibles: el saldo de llamadas está agotado',
  phone_opted_out: 'El cliente pidió no recibir llamadas',
  voice_agent_missing: 'No hay un agente de voz configurado para llamadas reales',
  unauthenticated: 'API key inválida o faltante',
  test_key_needed: 'Solo las API keys de prueba tienen permiso para esta operación',
  session_ended: 'La sesión terminó: inicia sesión de nuevo',
  wrong_credentials: 'El correo o la contraseña no es correcto',
  role_needed: 'Tu rol no permite esta operación',
  test_mode_needed: 'Solo el modo de prueba permite esta operación',
  foreign_origin: 'La solicitud no viene de la consola',
  forbidden: 'Esta API key no tiene permiso para esta operación',
  not_found: 'Recurso no encontrado',
  order_not_found: 'Orden no encontrada',
  method_not_allowed: 'Método HTTP no permitido',
  conflict: 'El recurso cambió al mismo tiempo; intenta de nuevo',
  limit_reached: 'No se permiten más elementos de este tipo',
  email_taken: 'Ya hay un miembro con ese correo',
  last_owner: 'Un comercio necesita un propietario: nombra otro primero',
  link_invalid: 'El enlace ya se usó o venció: pide uno nuevo',
  ambiguous_order: 'Más de una orden tiene ese ID',
  order_exists: 'Ya existe una orden de esta fuente con ese ID externo',
  reference_taken: 'Otra orden ya tiene esa referencia',
  view_exists: 'Otra vista guardada ya tiene ese nombre',
  webhook_endpoint_disabled: 'El endpoint de webhooks está desactivado',
  webhook_attempt_under_way: 'Hay un intento de entrega en curso; intenta de nuevo cuando termine',
  webhook_recovery_finished: 'La recuperación ya terminó',
  too_many_webhook_endpoints: 'Ya hay tantos endpoints de webhooks como se permiten',
  too_many_webhook_secrets: 'Demasiados secretos firman a la vez; espera a que termine un solapamiento',
  logistics_final: 'La orden ya tiene un estado logístico final',
  action_not_possible: 'La orden no permite esa acción',
  illegal_move: 'El estado de la entrega no permite ese paso',
  otp_missing: 'Este paso necesita su contraseña de un solo uso',
  otp_wrong: 'La contraseña de un solo uso es incorrecta',
  otp_exhausted: 'La contraseña de un solo uso ya no admite intentos',
  wrong_cash: 'El efectivo cobrado no es el que se debía cobrar; con cashDifferenceReason se registra',
  delivery_refused: 'Esta entrega no se puede hacer',
  idempotency_key_reused: 'Esta Idempotency-Key ya se usó con otra solicitud',
  idempotency_answer_secret:
    'Esta solicitud ya se procesó; su respuesta contenía un secreto y no se guardó para repetirla',
  precondition_failed: 'El recurso no está en el estado que la solicitud requiere',
  body_too_large: 'El cuerpo supera el máximo de 256 kB',
  order_too_large: 'La orden ocupa más de 256 kB: menos productos o textos más cortos',
  answer_too_large: 'La respuesta superaría el máximo de 6 MB; pide menos de una vez',
  unsupported_media_type: 'El cuerpo debe enviarse como application/json en UTF-8',
  unsupported_encoding: 'El cuerpo debe enviarse sin comprimir',
  rate_limited: 'Rate limit excedido',
  internal: 'Error interno del servidor',
  unavailable: 'El servicio no está disponible en este momento; intenta de nuevo',
};

const kinds: Record<string, string> = {
  string: 'un texto',
  number: 'un número',
  int: 'un número entero',
  boolean: 'true o false',
  array: 'una lista',
  object: 'un objeto',
  record: 'un objeto',
  null: 'null',
};

/** What is written instead of a format's name, where the reader may not know it. */
const formats: Record<string, string> = {
  email: 'un correo electrónico válido',
  url: 'una URL válida',
  datetime: 'una fecha y hora ISO 8601 válida',
  date: 'una fecha válida (AAAA-MM-DD)',
  phone: 'un número de teléfono válido',
  currency: 'una moneda ISO 4217 válida',
  source: 'un texto que empiece con letra o número y solo tenga letras, números, espacios y _ . : -',
};

/** The text of a refusal: of its first issues by field, when it has any. */
export function problemInSpanish({ code, details }: Problem): string {
  if (details.issues?.length) return sentenceOf(details.issues, issueInSpanish, (count) => `y ${count} más`);
  const { field, allowed } = details;
  const text = field === undefined ? texts[code] : `${texts[code]}: ${field}`;
  return allowed?.length ? `${text} (permitidos: ${allowed.join(', ')})` : text;
}

function issueInSpanish({ field, rule, expected, allowed }: ProblemIssue): string {
  const name = field === '' ? 'El cuerpo' : `El campo ${field}`;
  switch (rule) {
    case 'required':
      return `${name} es obligatorio`;
    case 'type':
      return `${name} debe ser ${kinds[String(expected)] ?? expected}`;
    case 'min_length':
      return expected === 1
        ? `${name} no puede estar vacío`
        : `${name} debe tener al menos ${expected} caracteres`;
    case 'max_length':
      return `${name} no puede tener más de ${expected} caracteres`;
    case 'max_bytes':
      return `${name} no puede ocupar más de ${expected} bytes`;
    case 'min_items':
      return expected === 1
        ? `${name} no puede estar vacío`
        : `${name} debe tener al menos ${expected} elementos`;
    case 'max_items':
      return `${name} no puede tener más de ${expected} elementos`;
    case 'minimum':
      return `${name} debe ser mayor o igual a ${expected}`;
    case 'exclusive_minimum':
      return `${name} debe ser mayor que ${expected}`;
    case 'maximum':
      return `${name} debe ser menor o igual a ${expected}`;
    case 'exclusive_maximum':
      return `${name} debe ser menor que ${expected}`;
    case 'multiple_of':
      return `${name} debe ser múltiplo de ${expected}`;
    case 'one_of':
      return `${name} debe ser uno de: ${allowed?.join(', ')}`;
    case 'unknown':
      return `${name} no se reconoce`;
    case 'repeated':
      return `${name} debe darse una sola vez`;
    case 'too_deep':
      return `${name} tiene más de ${expected} niveles de anidamiento`;
    case 'read_only':
      return `${name} no se puede cambiar`;
    case 'amount':
      return `${name} debe ser un valor en dinero, de 0 o más y con máximo 4 decimales`;
    case 'ambiguous_amount':
      return `${name} puede significar ${expected}: envíalo como número, o con dos decimales o ninguno`;
    case 'whole_amount':
      return `${name} debe ser un valor entero: ${expected} no tiene decimales`;
    case 'format':
      return expected === undefined
        ? `${name} no tiene la forma correcta`
        : `${name} debe ser ${formats[String(expected)] ?? `un valor válido (${expected})`}`;
    default:
      return `${name} no es válido`;
  }
}
