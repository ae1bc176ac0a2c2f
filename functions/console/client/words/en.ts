import frame from './en/frame.json' with { type: 'json' };
import happenings from './en/happenings.json' with { type: 'json' };
import list from './en/list.json' with { type: 'json' };
import orders from './en/orders.json' with { type: 'json' };
import setUp from './en/set-up.json' with { type: 'json' };
import today from './en/today.json' with { type: 'json' };
import values from './en/values.json' with { type: 'json' };
import webhooks from './en/webhooks.json' with { type: 'json' };

export default { ...frame, ...happenings, ...list, ...orders, ...setUp, ...today, ...values, ...webhooks };
