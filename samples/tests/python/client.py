"""Drives `samples serve` by the Python client of Azure Durable Functions.

    python client.py http://127.0.0.1:7071 [SYSTEM_KEY]

The store of the host must be empty. The script ends with an error at the first answer that is not as it should be.
"""

import asyncio
import json
import sys
from datetime import datetime, timezone
from urllib.parse import quote

import aiohttp
import azure.functions as func
from azure.durable_functions import DurableOrchestrationClient, OrchestrationRuntimeStatus
from azure.durable_functions.models.utils import http_utils

HOST = sys.argv[1]
KEY = sys.argv[2] if len(sys.argv) > 2 else ""

COMPLETED = OrchestrationRuntimeStatus.Completed
FAILED = OrchestrationRuntimeStatus.Failed
RUNNING = OrchestrationRuntimeStatus.Running
SUSPENDED = OrchestrationRuntimeStatus.Suspended
TERMINATED = OrchestrationRuntimeStatus.Terminated

ENDED = [COMPLETED, FAILED, TERMINATED]

# A value of every kind of JSON. `None` is no input at all: the client sends an empty body then.
VALUES = [None, True, False, 0, -7, 2.5, "", "text", "2345", "ü \"quoted\"", [], [1, [2, None]], {}, {"a": {"b": [1]}}]


def binding():
    """What the Functions host gives to a function with a client binding."""
    base = f"{HOST}/runtime/webhooks/durabletask"
    query = f"taskHub=Samples&connection=Storage&code={quote(KEY, safe='')}"
    instance = f"{base}/instances/INSTANCEID"
    return json.dumps({
        "taskHubName": "Samples",
        "creationUrls": {
            "createNewInstancePostUri": f"{base}/orchestrators/{{functionName}}[/{{instanceId}}]?{query}",
            "createAndWaitOnNewInstancePostUri":
                f"{base}/orchestrators/{{functionName}}[/{{instanceId}}]"
                f"?timeout={{timeoutInSeconds}}&pollingInterval={{intervalInSeconds}}&{query}",
        },
        "managementUrls": {
            "id": "INSTANCEID",
            "statusQueryGetUri": f"{instance}?{query}",
            "sendEventPostUri": f"{instance}/raiseEvent/{{eventName}}?{query}",
            "terminatePostUri": f"{instance}/terminate?reason={{text}}&{query}",
            "rewindPostUri": f"{instance}/rewind?reason={{text}}&{query}",
            "purgeHistoryDeleteUri": f"{instance}?{query}",
            "restartPostUri": f"{instance}/restart?{query}",
            "suspendPostUri": f"{instance}/suspend?reason={{text}}&{query}",
            "resumePostUri": f"{instance}/resume?reason={{text}}&{query}",
        },
        "baseUrl": base,
        "requiredQueryStringParameters": f"code={quote(KEY, safe='')}",
        "rpcBaseUrl": f"{HOST}/durabletask/",
    })


def equal(found, expected):
    assert found == expected, f"{found!r} is not {expected!r}"


async def refused(call, part):
    """The call must fail, with `part` in the message."""
    try:
        found = await call
    except Exception as error:
        assert part in str(error), f"no {part!r} in {error!r}"
    else:
        raise AssertionError(f"not refused: {found!r}")


async def reached(client, instance, *wanted):
    """The status of an instance once it is one of those that are wanted."""
    for _ in range(500):
        status = await client.get_status(instance, show_input=True)
        if status.runtime_status in wanted:
            return status
        assert status.runtime_status not in ENDED, f"{instance} is {status.to_json()}"
        await asyncio.sleep(0.02)
    raise AssertionError(f"{instance} is still {status.to_json()}")


async def waiting(client, instance=None):
    """An instance that waits for its approval."""
    instance = await client.start_new("WaitForApproval", instance)
    for _ in range(500):
        status = await client.get_status(instance)
        if status.custom_status == "waiting for approval":
            equal(status.runtime_status, RUNNING)
            return instance
        await asyncio.sleep(0.02)
    raise AssertionError(f"{instance} is still {status.to_json()}")


async def between():
    """A time after all earlier starts, and before all later ones."""
    await asyncio.sleep(0.01)
    time = datetime.now(timezone.utc)
    await asyncio.sleep(0.01)
    return time


# The checks, in the order in which they run.


async def a_host_without_instances_lists_none(client):
    equal(await client.get_status_all(), [])


async def a_function_is_started_with_and_without_an_id(client):
    instance = await client.start_new("E1_HelloSequence")
    equal(len(instance), 32)
    status = await reached(client, instance, COMPLETED)
    equal(status.name, "E1_HelloSequence")
    equal(status.instance_id, instance)
    equal(status.output, ["Hello Tokyo!", "Hello Seattle!", "Hello London!"])
    assert status.created_time <= status.last_updated_time
    for wanted in ["hello-1", "an id with spaces", "ü&+"]:
        equal(await client.start_new("E1_HelloSequence", wanted), wanted)
        equal((await reached(client, wanted, COMPLETED)).instance_id, wanted)


async def a_start_that_can_not_be_is_refused_with_the_reason(client):
    await refused(client.start_new("Unheard"), "Unheard")
    await refused(client.start_new("Echo", "@id"), "@id")
    instance = await waiting(client)
    await refused(client.start_new("WaitForApproval", instance), instance)
    await client.terminate(instance, "over")
    # An id whose instance has ended may be used again.
    equal(await client.start_new("Echo", instance), instance)
    equal((await reached(client, instance, COMPLETED)).name, "Echo")


async def every_kind_of_input_arrives(client):
    for value in VALUES:
        instance = await client.start_new("Echo", client_input=value)
        status = await reached(client, instance, COMPLETED)
        # The client encodes an input twice. A function that takes any JSON gets the text, and a typed one the value.
        expected = None if value is None else json.dumps(value)
        equal(status.output, expected)
        equal(status.input_, expected)
        equal((await client.get_status(instance)).input_, expected)


async def a_typed_function_gets_the_value(client):
    asked = {"repo": "octocat/hello-world", "phone": "+14255550100", "poll_seconds": 1800}
    instance = await client.start_new("E3_Monitor", client_input=asked)
    status = await reached(client, instance, RUNNING)
    equal(json.loads(status.input_), asked)
    await client.terminate(instance, "seen it")
    await refused(client.start_new("E3_Monitor", client_input={"repo": 5}), "repo")


async def the_history_is_shown_when_it_is_asked_for(client):
    instance = "hello-1"
    assert not hasattr(await client.get_status(instance), "historyEvents")
    events = (await client.get_status(instance, show_history=True)).historyEvents
    kinds = [event["EventType"] for event in events]
    equal(kinds, ["ExecutionStarted"] + 3 * ["TaskCompleted"] + ["ExecutionCompleted"])
    equal([event.get("FunctionName") for event in events[1:4]], 3 * ["E1_SayHello"])
    assert all("Result" not in event for event in events)
    status = await client.get_status(instance, show_history=True, show_history_output=True, show_input=True)
    equal(status.historyEvents[1]["Result"], "Hello Tokyo!")


async def an_event_ends_the_wait_for_it(client):
    for value in VALUES:
        instance = await waiting(client)
        await client.raise_event(instance, "approval", value)
        equal((await reached(client, instance, COMPLETED)).output, json.dumps(value))
        await refused(client.raise_event(instance, "Approval", value), "gone")
    await refused(client.raise_event(instance, ""), "non-empty")


async def a_suspended_instance_goes_on_when_it_is_resumed(client):
    instance = await waiting(client)
    await client.suspend(instance, "a break & more")
    await reached(client, instance, SUSPENDED)
    await client.raise_event(instance, "Approval", "kept")
    await asyncio.sleep(0.1)
    equal((await client.get_status(instance)).runtime_status, SUSPENDED)
    await client.resume(instance, "go on")
    equal((await reached(client, instance, COMPLETED)).output, '"kept"')
    # Both are fine for one that has ended.
    await client.suspend(instance, "late")
    await client.resume(instance, "late")


async def a_terminated_instance_tells_the_reason(client):
    instance = await waiting(client)
    await client.terminate(instance, "100% enough & more + ü")
    status = await reached(client, instance, TERMINATED)
    equal(status.output, "100% enough & more + ü")
    await client.terminate(instance, "again")


async def a_failed_instance_is_rewound(client):
    instance = await client.start_new("Flaky")
    status = await reached(client, instance, FAILED)
    assert "rewind it" in status.output, status.output
    await client.rewind(instance, "try again & more")
    equal((await reached(client, instance, COMPLETED)).output, "succeeded after a rewind")
    events = (await client.get_status(instance, show_history=True)).historyEvents
    assert "ExecutionRewound" in [event["EventType"] for event in events], events
    await refused(client.rewind(instance, "again"), "only supported on failed")
    running = await waiting(client)
    await refused(client.rewind(running, "too early"), "412")
    await client.terminate(running, "over")
    failed = await client.start_new("AlwaysFails")
    status = await reached(client, failed, FAILED)
    assert "always fails" in status.output, status.output
    await client.rewind(failed, "it fails again")
    await reached(client, failed, FAILED)


async def an_instance_is_restarted(client):
    first = await client.start_new("Echo", client_input={"a": 1})
    await reached(client, first, COMPLETED)
    # The client gives back the body of the answer, which has the links.
    second = (await client.restart(first))["id"]
    assert second != first
    equal((await reached(client, second, COMPLETED)).output, '{"a": 1}')
    same = await client.restart(first, restart_with_new_instance_id=False)
    equal(same["id"], first)
    equal((await reached(client, first, COMPLETED)).output, '{"a": 1}')


async def instances_are_listed_by_a_filter(client):
    begun = await between()
    ids = [await client.start_new(name, f"list-{name}") for name in ["Echo", "AlwaysFails"]]
    for instance in ids:
        await reached(client, instance, *ENDED)
    ids.append(await waiting(client, "list-Wait"))

    async def listed(**filter):
        return sorted(status.instance_id for status in await client.get_status_by(**filter))

    equal(await listed(created_time_from=begun), sorted(ids))
    equal(await listed(created_time_from=begun, created_time_to=await between()), sorted(ids))
    equal(await listed(created_time_from=begun, runtime_status=[FAILED]), ["list-AlwaysFails"])
    equal(await listed(created_time_from=begun, runtime_status=[COMPLETED, RUNNING]), ["list-Echo", "list-Wait"])
    equal(await listed(instance_id_prefix="list-"), sorted(ids))
    equal(await listed(instance_id_prefix="list-E", runtime_status=[COMPLETED]), ["list-Echo"])
    equal(await listed(created_time_to=begun, instance_id_prefix="list-"), [])
    every = {status.instance_id for status in await client.get_status_all()}
    assert every.issuperset(ids) and "hello-1" in every, every
    await client.terminate("list-Wait", "over")


async def ended_instances_are_purged(client):
    instance = await waiting(client)
    await refused(client.purge_instance_history(instance), "412")
    await client.terminate(instance, "over")
    equal((await client.purge_instance_history(instance)).instances_deleted, 1)
    equal((await client.purge_instance_history(instance)).instances_deleted, 0)
    assert not await client.get_status(instance)

    begun = await between()
    for name in ["AlwaysFails", "AlwaysFails", "Echo"]:
        await reached(client, await client.start_new(name), *ENDED)
    running = await waiting(client)

    async def purged(**filter):
        return (await client.purge_instance_history_by(**filter)).instances_deleted

    equal(await purged(created_time_from=begun, runtime_status=[FAILED]), 2)
    equal(await purged(created_time_from=begun, runtime_status=[FAILED]), 0)
    equal(await purged(created_time_from=begun, created_time_to=await between()), 1)
    assert await client.get_status(running)
    await client.terminate(running, "over")
    await refused(purged(), "created_time_from is required")
    # "From the beginning" is the year 1.
    assert await purged(created_time_from=datetime(1, 1, 1)) > 1
    equal(await client.get_status_all(), [])


async def a_caller_may_wait_for_the_outcome(client):
    request = func.HttpRequest(method="POST", url=f"{HOST}/api/start", body=b"")
    wait = client.wait_for_completion_or_create_check_status_response

    response = await wait(request, await client.start_new("E1_HelloSequence"), 10000, 20)
    equal(response.status_code, 200)
    equal(json.loads(response.get_body()), ["Hello Tokyo!", "Hello Seattle!", "Hello London!"])

    response = await wait(request, await client.start_new("AlwaysFails"), 10000, 20)
    equal(response.status_code, 500)
    equal(json.loads(response.get_body())["runtimeStatus"], "Failed")

    instance = await waiting(client)
    response = await wait(request, instance, 100, 20)
    equal(response.status_code, 202)
    links = json.loads(response.get_body())
    equal(response.headers["Location"], links["statusQueryGetUri"])

    await client.terminate(instance, "over")
    response = await wait(request, instance, 10000, 20)
    equal(response.status_code, 200)
    equal(json.loads(response.get_body())["output"], "over")


async def the_links_of_the_client_work(client):
    instance = await waiting(client)
    # The client puts the place where the request arrived into the links.
    elsewhere = func.HttpRequest(method="POST", url="https://flows.example/api/start", body=b"")
    link = client.get_client_response_links(elsewhere, instance)["statusQueryGetUri"]
    assert link.startswith(f"https://flows.example/runtime/webhooks/durabletask/instances/{instance}?"), link
    response = client.create_check_status_response(None, instance)
    equal(response.status_code, 202)
    links = json.loads(response.get_body())
    equal(links, client.create_http_management_payload(instance))
    equal(links["id"], instance)

    # No header here: the links carry the key.
    async with aiohttp.ClientSession() as session:
        async def post(link, **arguments):
            async with session.post(link, **arguments) as answer:
                equal(answer.status, 202)

        async def shown():
            async with session.get(links["statusQueryGetUri"]) as answer:
                return (await answer.json())["runtimeStatus"]

        equal(await shown(), "Running")
        await post(links["suspendPostUri"].replace("{text}", "a%20break"))
        equal(await shown(), "Suspended")
        await post(links["resumePostUri"].replace("{text}", "on"))
        await post(links["sendEventPostUri"].replace("{eventName}", "Approval"), json={"yes": True})
        # What is encoded once is the value itself.
        equal((await reached(client, instance, COMPLETED)).output, {"yes": True})
        await post(links["restartPostUri"])
        async with session.delete(links["purgeHistoryDeleteUri"]) as answer:
            equal(answer.status, 200)


async def an_unknown_id_is_told(client):
    status = await client.get_status("nobody", show_history=True)
    assert not status
    equal(status.runtime_status, None)
    await refused(client.raise_event("nobody", "Approval", 1), "No instance with ID nobody found")
    await refused(client.terminate("nobody", "x"), "No instance with ID 'nobody' found")
    await refused(client.suspend("nobody", "x"), "No instance with ID 'nobody' found")
    await refused(client.resume("nobody", "x"), "No instance with ID 'nobody' found")
    await refused(client.rewind("nobody", "x"), "No instance with ID nobody found")
    await refused(client.restart("nobody"), "400")
    equal((await client.purge_instance_history("nobody")).instances_deleted, 0)
    equal(await client.get_status_by(instance_id_prefix="nobody"), [])


CHECKS = [
    a_host_without_instances_lists_none,
    a_function_is_started_with_and_without_an_id,
    a_start_that_can_not_be_is_refused_with_the_reason,
    every_kind_of_input_arrives,
    a_typed_function_gets_the_value,
    the_history_is_shown_when_it_is_asked_for,
    an_event_ends_the_wait_for_it,
    a_suspended_instance_goes_on_when_it_is_resumed,
    a_terminated_instance_tells_the_reason,
    a_failed_instance_is_rewound,
    an_instance_is_restarted,
    instances_are_listed_by_a_filter,
    ended_instances_are_purged,
    a_caller_may_wait_for_the_outcome,
    the_links_of_the_client_work,
    an_unknown_id_is_told,
]


async def without_the_key_nothing_is_answered(client):
    await refused(client.start_new("Echo", "x"), "None")
    await refused(client.get_status("x"), "401")
    await refused(client.get_status_all(), "401")
    await refused(client.raise_event("x", "Approval"), "401")
    await refused(client.terminate("x", "reason"), "401")
    await refused(client.purge_instance_history("x"), "401")


async def send_the_key():
    """The client has no setting for a key: the Functions host needs none on its own machine. A header does it."""
    session = await http_utils._get_session()
    await session.close()
    http_utils._client_session = aiohttp.ClientSession(headers={"x-functions-key": KEY})


async def main():
    client = DurableOrchestrationClient(binding())
    if KEY:
        await without_the_key_nothing_is_answered(client)
        await send_the_key()
    for check in CHECKS:
        await check(client)
        print("ok:", check.__name__.replace("_", " "), flush=True)
    await http_utils._close_session()


asyncio.run(main())
